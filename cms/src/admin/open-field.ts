/** The id of the field that the address asks for: `#field-meta__title`. */
export const fieldInHash = (): string | undefined => /^#(field-.+)$/.exec(location.hash)?.[1]

/**
 * Shows a field of the form that is open and puts the cursor in it; `label` is its way, as in “Search and sharing › Title”: the
 * tab may have to be opened first. False: there is no such field on this page.
 */
export function openField(id: string, label: string | undefined): boolean {
  if (show(id)) return true
  const names = label?.split(' › ') ?? []
  const tabs = [...document.querySelectorAll<HTMLButtonElement>('.tabs-field__tab-button')]
  const tab = tabs.find(({ textContent }) => names.includes(textContent?.trim() ?? ''))
  if (!tab) return false
  tab.click()
  // Payload draws the tab's fields after the click.
  setTimeout(() => show(id), 300)
  return true
}

function show(id: string): boolean {
  // A part of a list may be folded, or the text editor one field: then what is around it is shown.
  const parts = id.split('__')
  for (let length = parts.length; length > 0; length--) {
    const field = document.getElementById(parts.slice(0, length).join('__'))
    if (!field || !field.checkVisibility()) continue
    field.scrollIntoView({ block: 'center' })
    const input = field.matches('input, textarea')
      ? field
      : field.querySelector<HTMLElement>('input, textarea, [contenteditable="true"], button')
    input?.focus({ preventScroll: true })
    return true
  }
  return false
}
