/** The id of the field in the URL's hash: `#field-meta__title`. */
export const fieldInHash = (): string | undefined => /^#(field-.+)$/.exec(location.hash)?.[1]

/** Payload renders the fields of a tab or of a row after it is opened. */
const retryMs = 50
const maxRetries = 20

/** Between the field of a rich text and what is in it: `field-body__root__children__2`. */
const inText = '__root__'

/**
 * Focuses a field of the open form, after opening its tab and its rows. `label` is the field's path of labels, “Search and sharing ›
 * Title”, which names the tab. Part of a rich text is shown in its editor. Returns false when the form has no such field.
 */
export function openField(id: string, label: string | undefined): boolean {
  const [field = '', text] = id.split(inText)
  if (!shownPart(field) && !openTab(label)) return false
  const show = (retries: number) => {
    unfoldRows(field)
    const shown = shownPart(field)
    const isDone = shown && (shown === fieldOf(field) || retries === 0) && focusIn(shown, text)
    if (!isDone && retries > 0) setTimeout(show, retryMs, retries - 1)
  }
  // One of several references has no field of its own.
  const isOne = /__(\d+|value)$/.test(field)
  show(isOne ? 2 : maxRetries)
  return true
}

function openTab(label: string | undefined): boolean {
  const names = label?.split(' › ') ?? []
  const tabs = [...document.querySelectorAll<HTMLButtonElement>('.tabs-field__tab-button')]
  const tab = tabs.find(({ textContent }) => names.includes(textContent?.trim() ?? ''))
  tab?.click()
  return tab !== undefined
}

/** `field-costs__0__label` is in the row `costs-row-0`. */
function unfoldRows(id: string): void {
  const parts = id.slice('field-'.length).split('__')
  for (const [index, part] of parts.entries()) {
    if (!/^\d+$/.test(part)) continue
    const row = document.getElementById(`${parts.slice(0, index).join('-')}-row-${part}`)
    const toggle = row?.querySelector<HTMLButtonElement>('.collapsible__toggle')
    if (toggle?.classList.contains('collapsible__toggle--collapsed')) toggle.click()
  }
}

/** The field, or the closest one around it that is shown. */
function shownPart(id: string): HTMLElement | undefined {
  const parts = id.split('__')
  for (let length = parts.length; length > 0; length--) {
    const field = fieldOf(parts.slice(0, length).join('__'))
    if (field?.checkVisibility()) return field
  }
  return undefined
}

/** The editor of a rich text has a path in place of an id. */
const fieldOf = (id: string): HTMLElement | null =>
  document.getElementById(id) ??
  document.querySelector(`[data-field-path="${CSS.escape(id.slice('field-'.length).replaceAll('__', '.'))}"]`)

/** What a person changes a field with, before the buttons that clear or open it. */
const focusable = ['input, textarea, [contenteditable="true"]', 'button, a[href]']

/** `text`: keys that lead to a part of a rich text, such as `children__2__children__0`. False while there is nothing to focus. */
function focusIn(field: HTMLElement, text?: string): boolean {
  const block = text && blockOf(field, text)
  if (block) return focusBlock(block, text)
  field.scrollIntoView({ block: 'center' })
  const within = focusable.flatMap((selector) =>
    [field, ...field.querySelectorAll<HTMLElement>(selector)].filter((each) => each.matches(selector)),
  )
  return within.some((each) => {
    // The input of a file, for one, is not shown.
    if (each.checkVisibility()) each.focus({ preventScroll: true })
    return document.activeElement === each
  })
}

/** Lexical renders one element for each child of the root. */
function blockOf(field: HTMLElement, text: string): HTMLElement | undefined {
  const [, index = ''] = /^children__(\d+)/.exec(text) ?? []
  const child = field.querySelector('[contenteditable="true"]')?.children[Number(index)]
  return child instanceof HTMLElement ? child : undefined
}

function focusBlock(block: HTMLElement, text: string): boolean {
  block.scrollIntoView({ block: 'center' })
  // A block in a text is a form of its own.
  const [, own = ''] = /__fields__(.+)$/.exec(text) ?? []
  block.querySelector<HTMLButtonElement>('.collapsible__toggle--collapsed')?.click()
  const input = own && block.querySelector<HTMLElement>(`[id="field-${own}"]`)
  if (input) return focusIn(input)
  block.closest<HTMLElement>('[contenteditable="true"]')?.focus({ preventScroll: true })
  getSelection()?.selectAllChildren(block)
  getSelection()?.collapseToEnd()
  return true
}
