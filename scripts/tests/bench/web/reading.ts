import type { Browser, Page } from '@playwright/test'
import { readingGrade, sentencesIn, wordsIn } from 'shared-types'
import type { WebPart } from './part'

const highestGrade = 9

/** The Flesch-Kincaid grade of a page's prose: the years of school that a reader needs. */
export const readingPart = (browser: Browser): WebPart => ({
  title: 'reading',
  columns: ['grade', 'sentences', 'words in each'],
  aim: `grade ${highestGrade} at most, over all sentences of the page’s main part.`,
  measure: async (_, url) => {
    const context = await browser.newContext()
    try {
      const page = await context.newPage()
      await page.goto(url, { waitUntil: 'load' })
      const prose = await proseOf(page)
      const sentences = prose.flatMap(sentencesIn)
      const words = sentences.flatMap(wordsIn)
      const grade = readingGrade(prose)
      return {
        cells: [grade.toFixed(1), String(sentences.length), (words.length / sentences.length).toFixed(1)],
        misses: grade > highestGrade ? [`grade ${grade.toFixed(1)} of ${highestGrade}`] : [],
      }
    } finally {
      await context.close()
    }
  },
})

/** The whole sentences of the main part, folded answers included; no labels, names, cells or addresses. */
const proseOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    for (const question of document.querySelectorAll('details')) question.open = true
    const blocks = [...document.querySelectorAll<HTMLElement>('main :is(p, li, dd, blockquote, figcaption)')]
    return blocks
      .filter(
        (block) => block.checkVisibility() && !block.querySelector('p, li, dd') && !block.closest('nav'),
      )
      .map((block) => block.innerText.replace(/\s+/g, ' ').trim())
      .filter((text) => /[.!?]["”’)]*$/.test(text))
  })
