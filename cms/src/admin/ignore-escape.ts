import { useEffect } from 'react'

/** Keeps a dialog open on Escape until the response is there. Payload closes modals from a listener on the document. */
export function useIgnoreEscape(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return
    const ignoreEscape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') event.stopPropagation()
    }
    window.addEventListener('keydown', ignoreEscape, { capture: true })
    return () => window.removeEventListener('keydown', ignoreEscape, { capture: true })
  }, [isSending])
}
