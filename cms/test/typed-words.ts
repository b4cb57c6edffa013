import { paragraph, words } from 'shared-types/test/rich-text'

type Data = Record<string, unknown>

/** Where a person types: a text, a rich text, or the rows of a list, of which each has a text at `text`. */
export interface Place {
  /** With groups: `costs.note`. */
  path: string
  kind: 'text' | 'richText' | 'rows'
  text?: string
  /** A new row, but for its id and its text. */
  row?: Data
}

/** By collection or global, in the fixtures of `shared-types`. */
export const places: Record<string, Place[]> = {
  posts: [
    { path: 'excerpt', kind: 'text' },
    { path: 'body', kind: 'richText' },
  ],
  courses: [
    { path: 'hardPart', kind: 'text' },
    { path: 'prerequisites.education', kind: 'text' },
    { path: 'modules', kind: 'rows', text: 'topics', row: { title: 'More' } },
  ],
  cohorts: [{ path: 'note', kind: 'text' }],
  pages: [
    { path: 'intro', kind: 'text' },
    {
      path: 'layout',
      kind: 'rows',
      text: 'intro',
      row: { blockType: 'courseTable', heading: 'Costs', show: 'costs' },
    },
  ],
  home: [
    { path: 'intro', kind: 'text' },
    { path: 'costs.note', kind: 'text' },
    { path: 'beforeYouEnroll.items', kind: 'rows', text: 'text', row: { title: 'More' } },
  ],
}

export const wordsIn = (value: unknown): string[] => [
  ...new Set(JSON.stringify(value ?? null).match(/\bw\d+\b/g) ?? []),
]

type Random = () => number
export const pick = <Item>(random: Random, items: readonly Item[]): Item =>
  items[Math.floor(random() * items.length)]!

/** A copy of `values` in which the word is typed. Rows are added, and moved, too. */
export function withWord(values: Data, place: Place, word: string, random: Random): Data {
  return change(values, place.path.split('.'), (value) => {
    if (place.kind === 'text') return `${(value as string | null) ?? ''} ${word}`.trim()
    if (place.kind === 'richText') return withParagraph(value, word)
    return withRow((value ?? []) as Data[], place, word, random)
  })
}

function change(values: Data, [name = '', ...rest]: string[], by: (value: unknown) => unknown): Data {
  const value = values[name]
  return { ...values, [name]: rest.length > 0 ? change((value ?? {}) as Data, rest, by) : by(value) }
}

function withParagraph(value: unknown, word: string): Data {
  const root = (value as { root?: { children: unknown[] } } | null)?.root
  return { root: { type: 'root', ...root, children: [...(root?.children ?? []), paragraph(words(word))] } }
}

function withRow(rows: Data[], { text = '', row }: Place, word: string, random: Random): Data[] {
  const owners = rows.filter((each) => row?.blockType === undefined || each.blockType === row.blockType)
  if (owners.length === 0 || random() < 0.3) {
    const id = Array.from({ length: 24 }, () => pick(random, [...'0123456789abcdef'])).join('')
    const added = { ...row, id, [text]: word }
    return random() < 0.5 ? [...rows, added] : [added, ...rows]
  }
  const owner = pick(random, owners)
  const changed = rows.map((each) =>
    each === owner ? { ...each, [text]: `${(each[text] as string | null) ?? ''} ${word}`.trim() } : each,
  )
  return random() < 0.2 ? [...changed.slice(1), changed[0]!] : changed
}
