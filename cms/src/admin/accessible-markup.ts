/** The value of an attribute; null removes it, undefined leaves it. */
type Value = string | null | undefined
type Attributes = Record<string, Value | ((element: Element) => Value)>

const textOf = (element: Element | null | undefined) =>
  element?.textContent?.replace('*', '').trim() || undefined

/** The label of the field in which an element stands. */
const fieldLabel = (element: Element) => textOf(element.closest('.field-type')?.querySelector('.field-label'))

const isUnlabelled = (element: Element) => (element as HTMLInputElement).labels?.length === 0

/** `inlineCode` as “Inline code”. */
function inWords(name = ''): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What Payload's markup lacks for those who hear the admin or use its keyboard, by the elements that lack it. */
const mends: Record<string, Attributes> = {
  // Buttons with an icon only.
  '.doc-controls__popup .popup-button': { 'aria-label': 'More actions' },
  '.form-submit .popup-button': { 'aria-label': 'More ways to publish' },
  '.array-actions__button': { 'aria-label': 'Actions for this row' },
  '.clipboard-action__popup .popup-button': { 'aria-label': 'Copy or paste rows' },
  '.collapsible__drag': { 'aria-label': 'Move this row' },
  '.copy-to-clipboard': { 'aria-label': 'Copy the address' },
  '.date-time-picker__clear-button': {
    'aria-label': (button) => `Clear ${fieldLabel(button) ?? 'the date'}`,
  },
  '.file-details__remove': { 'aria-label': 'Remove the file' },
  '.relationship-add-new__add-button': { 'aria-label': (button) => `Add new: ${fieldLabel(button)}` },
  '.upload-relationship-details__edit': { 'aria-label': 'Edit' },
  '.upload-relationship-details__remove': { 'aria-label': 'Remove' },
  '.LexicalEditorTheme__block__removeButton': { 'aria-label': 'Remove this block' },
  '.LexicalEditorTheme__upload__swap-drawer-toggler': { 'aria-label': 'Choose another picture' },
  '.LexicalEditorTheme__upload__removeButton': { 'aria-label': 'Remove the picture' },
  '.toolbar-popup__button[data-button-key]': {
    'aria-label': (button) =>
      textOf(button) ? undefined : inWords((button as HTMLElement).dataset.buttonKey),
  },

  // Fields whose label does not point at them.
  '.select-all__checkbox input': {
    'aria-label': 'Select all on this page',
    'aria-labelledby': null,
    title: null,
  },
  '.select-row__checkbox input': {
    'aria-label': (input) => `Select ${textOf(input.closest('tr')?.querySelector('a')) ?? 'this row'}`,
  },
  '.field-type :is(input, textarea):not([type=checkbox], [type=radio], [type=hidden], [type=file])': {
    'aria-label': (input) => (isUnlabelled(input) ? fieldLabel(input) : undefined),
  },
  '.ContentEditable__root': { 'aria-label': fieldLabel },
  '.LexicalEditorTheme__upload img:not([alt])': { alt: '' },

  // Controls that are hidden for some and reached by all, and controls within controls.
  '.clear-indicator': {
    'aria-hidden': null,
    'aria-label': (button) => `Clear ${fieldLabel(button) ?? ''}`.trim(),
  },
  '.dropdown-indicator': { tabindex: '-1' },
  '.popup-button--custom:has(button)': { role: 'presentation', tabindex: null },
  '.rs__multi-value[role=button]': { role: 'group', 'aria-label': textOf },

  // Landmarks, lists and headings.
  '.doc-header': { role: 'region', 'aria-label': 'Document' },
  '.dashboard:not(:has(main))': { role: 'main' },
  '.dashboard-breadcrumb-select input': { 'aria-label': 'Dashboard' },
  '.doc-tabs__tabs': { role: 'presentation' },
  '.doc-tab[aria-label]': { 'aria-label': null },
  ':is(.array-field__title, .blocks-field__title, .group-field__title)': { 'aria-level': '2' },
}

const named = new WeakSet<Element>()

/** Gives Payload's markup its names and roles. A name that it has stays. */
export function mendMarkup(): void {
  for (const [selector, attributes] of Object.entries(mends)) {
    for (const element of document.querySelectorAll(selector)) {
      for (const [name, given] of Object.entries(attributes)) {
        const value = typeof given === 'function' ? given(element) : given
        const current = element.getAttribute(name)
        if (value === undefined || value === current) continue
        if (value === null) element.removeAttribute(name)
        else if (name !== 'aria-label' || !current || named.has(element)) {
          element.setAttribute(name, value)
          if (name === 'aria-label') named.add(element)
        }
      }
    }
  }
}
