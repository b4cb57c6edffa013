/** The id of the field in the URL's hash: `#field-meta__title`. */
export const fieldInHash = (): string | undefined => /^#(field-.+)$/.exec(location.hash)?.[1]

/**
 * Scrolls to a field of the open form and focuses it, after opening its tab if necessary. `label` is the field's path
 * of labels, “Search and sharing › Title”, which names the tab. Returns false when the form has no such field.
 */
export function openField(id: string, label: string | undefined): boolean {
  if (show(id)) return true
  const names = label?.split(' › ') ?? []
  const tabs = [...document.querySelectorAll<HTMLButtonElement>('.tabs-field__tab-button')]
  const tab = tabs.find(({ textContent }) => names.includes(textContent?.trim() ?? ''))
  if (!tab) return false
  tab.click()
  // Payload renders the tab's fields after the click.
  setTimeout(() => show(id), 300)
  return true
}

function show(id: string): boolean {
  // A row may be folded, and a part of a text is no field of its own: then show the field around it.
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
