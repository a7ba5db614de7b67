import { useEffect } from "react";

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} \u00b7 modelgov`;
  }, [title]);
}
