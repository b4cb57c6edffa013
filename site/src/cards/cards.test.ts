import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { scrubColors } from 'shared-types'
import { expect, test } from 'vitest'
import { cardSize } from '../content/queries/cards'
import type { CardView } from '../content/queries/cards'
import { fitTitle, legible, tidyText } from './card-text'
import { themeColors, inks } from './colors'
import { cardMark, drawCard } from './draw'

const card = (fields: Partial<CardView> = {}): CardView => ({
  label: 'Course',
  title: 'Phlebotomy',
  color: 'wine',
  scrubCaption: 'You’ll wear wine.',
  facts: [
    { label: 'Length', value: '14 weeks' },
    { label: 'Exam', value: 'CPT' },
  ],
  school: 'AlliedRx Institute of Healthcare',
  shortName: 'AlliedRx',
  ...fields,
})

const unbroken = 'pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(7)

test('cards have the theme colors of the pages', async () => {
  const tokens = await readFile(join(import.meta.dirname, '../styles/tokens.css'), 'utf8')
  for (const color of scrubColors) {
    expect(tokens).toContain(`[data-theme-color='${color}'] {\n    --theme-color: ${themeColors[color]};`)
  }
  expect(tokens).toContain(`--ink: light-dark(${inks.ink},`)
  expect(tokens).toContain(`--ink-2: light-dark(${inks.ink2},`)
})

test('a title is as large as fits without breaking words, and a long title is cut after the last line', () => {
  const short = fitTitle('Phlebotomy')
  const usual = fitTitle('Medical Administrative Assistant')
  const long = fitTitle('All that one may learn about it '.repeat(10))
  expect(short.size).toBeGreaterThan(usual.size)
  expect(usual.size).toBeGreaterThan(long.size)
  expect(fitTitle(unbroken)).toEqual(long)
  expect(long.lines * long.size).toBeLessThan(264)
})

test('text loses invisible characters and characters that the fonts lack', () => {
  expect(tidyText('  A\u0000 b\n\u202Ec\u200B  d ')).toBe('A b c d')
  expect(tidyText('Cafe\u0301')).toBe('Café')
  expect(tidyText('a'.repeat(5000))).toHaveLength(300)
  expect(tidyText('Draw 💉 blood', new Set('💉'))).toBe('Draw blood')
})

test('a title without a readable character becomes the name of the school, and empty facts are left out', () => {
  const missing = new Set('קורס')
  const shown = legible(
    card({ title: 'קורס - !', facts: [{ label: 'Length', value: ' ' }], scrubCaption: '' }),
    missing,
  )
  expect(shown).toMatchObject({
    title: 'AlliedRx Institute of Healthcare',
    facts: [],
    scrubCaption: undefined,
  })
})

/** Whether no text reaches the outermost pixels of a card. */
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
    {
      scrubCaption: undefined,
      facts: [],
      text: 'What it costs, and what comes back if you leave. '.repeat(9),
    },
  ],
  ['the school', { color: undefined, scrubCaption: undefined, facts: [], colors: [...scrubColors] }],
  ['a title of 300 characters', { title: 'All that one may learn about it '.repeat(10).slice(0, 300) }],
  [
    'words that never end',
    {
      title: unbroken,
      scrubCaption: unbroken,
      school: unbroken,
      facts: [{ label: 'Exam', value: unbroken }],
    },
  ],
  ['emoji', { title: '👩‍⚕️ Blood 🩸 and ❤️', scrubCaption: '🧥', facts: [{ label: 'Length', value: '🕐' }] }],
  ['scripts that the fonts lack', { title: 'קורס فصادة 血', school: '学校', shortName: '学' }],
  ['markup', { title: '<b>&amp;</b> "x" </svg>', text: '<script>' }],
  ['halves of characters', { title: 'A \uD83D b \uDC00' }],
  ['nothing', { label: '', title: '', scrubCaption: '', facts: [], school: '', shortName: '' }],
])('the card of %s is drawn, with all text inside', async (_, fields) => {
  const png = await drawCard(card(fields))
  expect(await sharp(png).metadata()).toMatchObject({ format: 'png', ...cardSize })
  expect(await hasCleanEdge(png)).toBe(true)
  expect(png.length).toBeLessThan(80_000)
})

test('the same card gives the same bytes', async () => {
  expect(Buffer.from(await drawCard(card())).equals(await drawCard(card()))).toBe(true)
})

test('the school’s mark has the size of a card', async () => {
  expect(await sharp(cardMark).metadata()).toMatchObject({ format: 'png', ...cardSize })
})
