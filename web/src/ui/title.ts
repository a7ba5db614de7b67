import { useEffect } from "react";
import { visible } from "../format/visible";

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${visible(title)} \u00b7 modelgov`;
  }, [title]);
}
