import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { scrubColors } from 'shared-types'
import { expect, test, vi } from 'vitest'
import { cardSize } from '../content/queries/cards'
import type { CardView } from '../content/queries/cards'
import { cardOrMark } from './card-or-mark'
import { fitTitle, legible, tidyText } from './card-text'
import { cloths, inks } from './colors'
import { drawCard } from './draw'

const card = (fields: Partial<CardView> = {}): CardView => ({
  label: 'Course',
  title: 'Phlebotomy',
  color: 'wine',
  wear: 'You’ll wear wine.',
  facts: [
    { label: 'Length', value: '14 weeks' },
    { label: 'Exam', value: 'CPT' },
  ],
  school: 'AlliedRx Institute of Healthcare',
  shortName: 'AlliedRx',
  ...fields,
})

const unbroken = 'pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(7)

test('cards wear the colors of the pages', async () => {
  const tokens = await readFile(join(import.meta.dirname, '../styles/tokens.css'), 'utf8')
  for (const color of scrubColors) {
    expect(tokens).toContain(`[data-theme-color='${color}'] {\n    --theme-color: ${cloths[color]};`)
  }
  expect(tokens).toContain(`--ink: light-dark(${inks.ink},`)
  expect(tokens).toContain(`--ink-2: light-dark(${inks.ink2},`)
})

test('a title is as large as it can be with its words whole, and a long one is cut after the lines there are', () => {
  const short = fitTitle('Phlebotomy')
  const usual = fitTitle('Medical Administrative Assistant')
  const long = fitTitle('All that one may learn about it '.repeat(10))
  expect(short.size).toBeGreaterThan(usual.size)
  expect(usual.size).toBeGreaterThan(long.size)
  expect(fitTitle(unbroken)).toEqual(long)
  expect(long.lines * long.size).toBeLessThan(264)
})

test('text keeps the words that can be read, and loses what nobody sees', () => {
  expect(tidyText('  A\u0000 b\n\u202Ec\u200B  d ')).toBe('A b c d')
  expect(tidyText('Cafe\u0301')).toBe('Café')
  expect(tidyText('a'.repeat(5000))).toHaveLength(300)
  expect(tidyText('Draw 💉 blood', new Set('💉'))).toBe('Draw blood')
})

test('a title of which nothing can be read gives way to the name of the school, and empty facts to none', () => {
  const missing = new Set('קורס')
  const shown = legible(
    card({ title: 'קורס - !', facts: [{ label: 'Length', value: ' ' }], wear: '' }),
    missing,
  )
  expect(shown).toMatchObject({ title: 'AlliedRx Institute of Healthcare', facts: [], wear: undefined })
})

/** Whether the outermost pixels of a card are those of its ground alone. */
async function hasCleanEdge(png: Uint8Array): Promise<boolean> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => {
    const start = (y * info.width + x) * info.channels
    return data.subarray(start, start + 3).toString('hex')
  }
  const rows = Array.from({ length: info.height }, (_, y) => y).filter((y) => y < 404 || y > 432)
  const isClean = rows.every((y) => at(4, y) === at(0, y) && at(info.width - 20, y) === at(info.width - 1, y))
  const columns = Array.from({ length: info.width }, (_, x) => x).filter((x) => x < 780 || x > 820)
  return (
    isClean &&
    columns.every((x) => at(x, 10) === at(0, 10) && at(x, info.height - 6) === at(0, info.height - 1))
  )
}

test.each<[string, Partial<CardView>]>([
  ['a course', {}],
  [
    'a page with a text',
    { wear: undefined, facts: [], text: 'What it costs, and what comes back if you leave. '.repeat(9) },
  ],
  ['the school', { color: undefined, wear: undefined, facts: [], colors: [...scrubColors] }],
  ['a title of 300 characters', { title: 'All that one may learn about it '.repeat(10).slice(0, 300) }],
  [
    'words that never end',
    { title: unbroken, wear: unbroken, school: unbroken, facts: [{ label: 'Exam', value: unbroken }] },
  ],
  ['emoji', { title: '👩‍⚕️ Blood 🩸 and ❤️', wear: '🧥', facts: [{ label: 'Length', value: '🕐' }] }],
  ['scripts that the fonts lack', { title: 'קורס فصادة 血', school: '学校', shortName: '学' }],
  ['markup', { title: '<b>&amp;</b> "x" </svg>', text: '<script>' }],
  ['halves of characters', { title: 'A \uD83D b \uDC00' }],
  ['nothing', { label: '', title: '', wear: '', facts: [], school: '', shortName: '' }],
])('the card of %s is drawn, with every word inside', async (_, fields) => {
  const png = await drawCard(card(fields))
  expect(await sharp(png).metadata()).toMatchObject({ format: 'png', ...cardSize })
  expect(await hasCleanEdge(png)).toBe(true)
  expect(png.length).toBeLessThan(80_000)
})

test('the same card is the same bytes', async () => {
  expect(Buffer.from(await drawCard(card())).equals(await drawCard(card()))).toBe(true)
})

test('a card that cannot be drawn is the school’s mark, in the size of a card', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const png = await cardOrMark(card(), () => Promise.reject(new Error('no memory')))
  expect(await sharp(png).metadata()).toMatchObject({ format: 'png', ...cardSize })
  expect(warn).toHaveBeenCalledOnce()
})
