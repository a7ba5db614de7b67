import { useEffect, useState } from "react";

const QUICK_MS = 200;

/**
 * Whether it has been so for a while: an answer that is quick is not worth a change of looks. Not a transition with a
 * delay: what is to fade is drawn on a layer of its own at once, which takes the time that the answer needs.
 */
export function useLasting(isSo: boolean): boolean {
  const [lasted, setLasted] = useState(false);
  useEffect(() => {
    if (!isSo) return;
    const timer = setTimeout(() => setLasted(true), QUICK_MS);
    return () => {
      clearTimeout(timer);
      setLasted(false);
    };
  }, [isSo]);
  return isSo && lasted;
}
