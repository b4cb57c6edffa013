import type { Page, Question, RenderedPage } from 'site/bundle'
import type { ReadingOfPage } from './gate'
import type { ReadPage } from './page-reading'

/** What a page of a release was made of and leads to. */
export interface PageRecord extends ReadingOfPage {
  questions: readonly Question[]
}

export const pageRecord = (read: ReadPage, page: Page, { text, questions }: RenderedPage): PageRecord => ({
  page,
  reading: read(page, text),
  questions,
})
