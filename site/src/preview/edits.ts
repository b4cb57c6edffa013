/** The numbers of the edits of an element: its own, or those of the element around it. */
export const numbersOf = (element: Element | null | undefined): number[] =>
  (element?.closest('[data-edit]')?.getAttribute('data-edit') ?? '').split(' ').filter(Boolean).map(Number)

const sheet = new CSSStyleSheet()
sheet.replaceSync(`
  [data-edit]:hover:not(:has([data-edit]:hover)) { outline: 2px dashed #2563eb; outline-offset: 2px; cursor: pointer; }
  .preview-place { outline: 3px solid #2563eb !important; outline-offset: 3px; }
`)
document.adoptedStyleSheets.push(sheet)

let focused: { numbers: readonly number[]; field?: string } = { numbers: [] }
let scrolledTo: string | undefined

/** Outlines the places of the field that has the focus in the form. The first time it scrolls to one, if none is in sight. */
export function markFocus(focus: typeof focused = focused): void {
  focused = focus
  for (const element of document.querySelectorAll('.preview-place')) element.classList.remove('preview-place')
  const selector = focus.numbers.map((number) => `[data-edit~="${number}"]`).join()
  const places = selector ? [...document.querySelectorAll(selector)] : []
  for (const element of places) element.classList.add('preview-place')
  if (places.length === 0 || focus.field === scrolledTo) return
  scrolledTo = focus.field
  if (!places.some(isInSight)) places[0]?.scrollIntoView({ block: 'center' })
}

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}

/** Elements that show something themselves; the places around them are reached by them. */
const walkable = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('[data-edit]')].filter(
    (element) =>
      element.checkVisibility() &&
      (element.childElementCount === 0 ||
        [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim())),
  )

/** The place that the arrow keys have come to. It has a `tabindex`, without which only links take the focus. */
let current: HTMLElement | undefined

export const isCurrent = (element: Node): boolean => element === current

/** Moves the focus over so many places, at first to that of the form's field, or to one in sight. Gives its numbers. */
export function walk(steps: number): number[] {
  const places = walkable()
  const at = current ? places.indexOf(current) : -1
  const first = () =>
    places.find((place) => place.matches('.preview-place')) ?? places.find(isInSight) ?? places[0]
  const next = at < 0 ? first() : (places[at + steps] ?? current)
  if (next !== current) leave()
  current = next
  if (!next) return []
  if (next.tabIndex < 0) next.tabIndex = -1
  next.focus()
  return numbersOf(next)
}

export function leave(): void {
  if (current?.getAttribute('tabindex') === '-1') current.removeAttribute('tabindex')
  current = undefined
}

const stepsOf: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** While a place has the focus: how far a key moves it. */
export const stepsFor = ({ key, target }: KeyboardEvent): number | undefined =>
  target === current && current ? stepsOf[key] : undefined
