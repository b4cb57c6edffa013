/** Where the person types: the id of a field and the selection in it. */
export interface FocusedField {
  selector: string
  selection?: [start: number, end: number]
}

const isText = (element: Element | null): element is HTMLInputElement | HTMLTextAreaElement =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement

export function focusedField(): FocusedField | undefined {
  const element = document.activeElement
  const field = element?.closest('[id^=field-]')
  if (!element || !field) return undefined
  const selector = `#${CSS.escape(field.id)}`
  if (element !== field)
    return { selector: `${selector} ${element.matches('[contenteditable]') ? '[contenteditable]' : 'input'}` }
  const { selectionStart, selectionEnd } = isText(element)
    ? element
    : { selectionStart: null, selectionEnd: null }
  return {
    selector,
    ...(selectionStart !== null && { selection: [selectionStart, selectionEnd ?? selectionStart] }),
  }
}

const attempts = 60

/** Payload's form takes no focus before it is ready, some frames after it is there. */
export function focusAgain(field: FocusedField | undefined, attempt = 0): void {
  if (!field || attempt > attempts || (document.activeElement && document.activeElement !== document.body))
    return
  const element = document.querySelector<HTMLElement>(field.selector)
  element?.focus()
  if (!element || document.activeElement !== element) {
    requestAnimationFrame(() => focusAgain(field, attempt + 1))
  } else if (isText(element) && field.selection) element.setSelectionRange(...field.selection)
}
