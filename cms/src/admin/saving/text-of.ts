import { formatDay } from 'shared-types'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** A day is stored as its noon. */
const storedDay = /^(\d{4}-\d\d-\d\d)T12:00:00\.000Z$/

/** A value of a field as a person reads and pastes it: the text of rich text, one line for each row of a list. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join('\n')
  if (!isObject(value)) return String(value).replace(storedDay, (_, day: string) => formatDay(day))
  if (typeof value.text === 'string' && 'type' in value) return value.text
  if (isObject(value.root)) return textOf(value.root)
  if (Array.isArray(value.children)) {
    const isBlock = value.children.some(
      (child) => isObject(child) && 'children' in child && child.type !== 'link',
    )
    return value.children.map(textOf).join(isBlock ? '\n' : '')
  }
  return Object.entries(value)
    .filter(([name]) => !['id', 'blockType', 'type', 'version'].includes(name))
    .map(([, part]) => textOf(part))
    .filter(Boolean)
    .join(', ')
}
