import { useEffect, useRef } from 'react'

const pauseMs = 2000
const uses = ['keydown', 'pointerdown', 'input', 'focusin'] as const

/** Whether the person has the caret in a text, or a menu or dialog open that lies over the form. */
const isInUse = (depth: number) =>
  Boolean(document.activeElement?.closest('input, textarea, select, [contenteditable=true]')) ||
  Boolean(document.querySelector('.popup__content')) ||
  document.querySelectorAll('dialog[open], [role=dialog]').length >= depth

/** Calls `then` once the person has not used the page for a while, so that a change of the page takes nothing away. */
export function usePause(isWanted: boolean, depth: number, then: () => void): void {
  const latest = useRef(then)
  useEffect(() => {
    latest.current = then
  })
  useEffect(() => {
    if (!isWanted) return
    let usedAt = Date.now()
    const use = () => {
      usedAt = Date.now()
    }
    for (const type of uses) document.addEventListener(type, use, true)
    const timer = setInterval(() => {
      if (Date.now() - usedAt >= pauseMs && !isInUse(depth)) latest.current()
    }, pauseMs / 4)
    return () => {
      for (const type of uses) document.removeEventListener(type, use, true)
      clearInterval(timer)
    }
  }, [isWanted, depth])
}
