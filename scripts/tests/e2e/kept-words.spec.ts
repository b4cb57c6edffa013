import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import type { Page } from '@playwright/test'
import type * as keptWords from '../../../cms/src/admin/saving/kept-words'
import { inRoot } from '../../bootstrap/root.mjs'
import { expect, test } from './quiet-page'

const site = 'http://admin.test'

/** A page of an admin that holds nothing but the module. */
async function openPage(page: Page): Promise<void> {
  const source = readFileSync(inRoot('cms/src/admin/saving/kept-words.ts'), 'utf8')
  await page.route(`${site}/**`, (route) =>
    route.request().url().endsWith('/kept-words.js')
      ? route.fulfill({ contentType: 'text/javascript', body: stripTypeScriptTypes(source) })
      : route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Admin</title>' }),
  )
  await page.goto(site)
}

type Module = typeof keptWords

/** Calls the module in the page. */
const call = <Result>(page: Page, use: (module: Module) => Promise<Result>): Promise<Result> =>
  page.evaluate(`import('/kept-words.js').then(${use.toString()})`)

test('words outlive the page that kept them, by document and page, until they are forgotten', async ({
  page,
}) => {
  await openPage(page)
  await call(page, async ({ keepWords }) => {
    const words = (text: string, at: number) => ({ token: 1, base: { text: '' }, current: { text }, at })
    await keepWords('ana/posts/1', 'page 1', words('First', 1))
    await keepWords('ana/posts/1', 'page 1', words('Newest', 2))
    await keepWords('ana/posts/1', 'page 2', words('In another tab', 3))
    await keepWords('ana/posts/10', 'page 1', words('Of another document', 4))
    await keepWords('ben/posts/1', 'page 1', words('Of another person', 5))
  })
  await page.reload()
  const found = await call(page, ({ wordsOfOtherPages }) => wordsOfOtherPages('ana/posts/1', 'page 2'))
  expect(found).toEqual([['page 1', { token: 1, base: { text: '' }, current: { text: 'Newest' }, at: 2 }]])

  const left = await call(page, async ({ forgetWords, wordsOfOtherPages }) => {
    await forgetWords('ana/posts/1', 'page 1')
    return wordsOfOtherPages('ana/posts/1', 'a new page')
  })
  expect(left.map(([of]) => of)).toEqual(['page 2'])
})
