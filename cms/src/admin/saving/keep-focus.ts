let focused: { tagName: string; text: string | null } | undefined

/** For a form that takes the place of another: the button or link of it that has the focus. */
export function rememberFocus(): void {
  const { activeElement } = document
  if (activeElement && activeElement !== document.body) {
    focused = { tagName: activeElement.tagName, text: activeElement.textContent }
  }
}

const attempts = 60

/** Payload's form takes no focus before it is ready, some frames after it is there. */
export function restoreFocus(attempt = 0): void {
  if (!focused || attempt > attempts || document.activeElement !== document.body) {
    focused = undefined
    return
  }
  const { tagName, text } = focused
  const element = [...document.querySelectorAll<HTMLElement>(tagName)].find(
    (each) => each.textContent === text,
  )
  element?.focus()
  if (!element || document.activeElement !== element) requestAnimationFrame(() => restoreFocus(attempt + 1))
  else focused = undefined
}
