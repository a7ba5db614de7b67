import { useEffect, useRef, useState, type ReactNode } from "react";
import { Icon, type IconName } from "./icon";

interface MenuProps {
  readonly label: string;
  readonly icon: IconName;
  /** `close` is for what leads away. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button with what it offers below it; Esc and a click elsewhere close it. */
export function Menu({ label, icon, children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target)) return;
      setOpen(false);
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, [open]);
  return (
    <div
      ref={box}
      className="menu-box"
      onKeyDown={(event) => {
        if (event.key === "Escape") setOpen(false);
      }}
    >
      <button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={icon} />
        {label}
      </button>
      {open && (
        <div className="menu" role="group" aria-label={label}>
          {children(() => setOpen(false))}
        </div>
      )}
    </div>
  );
}
