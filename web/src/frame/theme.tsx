import { useState } from "react";
import { Icon } from "../ui/icon";

type Theme = "light" | "dark";

function current(): Theme {
  return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
}

export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(current);
  const next: Theme = theme === "dark" ? "light" : "dark";
  const turn = () => {
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem("modelgov:theme", next);
    } catch {
      // Without storage the theme holds until the page is left.
    }
    setTheme(next);
  };
  return (
    <button type="button" className="button quiet square" aria-label={`Use the ${next} theme`} title={`Use the ${next} theme`} onClick={turn}>
      <Icon name={theme === "dark" ? "sun" : "moon"} />
    </button>
  );
}
