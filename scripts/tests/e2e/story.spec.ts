import type { APIRequestContext, Locator } from '@playwright/test'
import sharp from 'sharp'
import { paths, slugify } from 'shared-types'
import {
  saveOf,
  caretMoved,
  choose,
  choosePicture,
  editorOf,
  field,
  fillRow,
  logIn,
  openFromList,
  openNew,
  openTab,
  pickDay,
  publish,
  signIn,
  unpublish,
} from './admin-form'
import { builtFiles, readBuilt } from './built-site'
import { expect, test } from './quiet-page'
import { everythingIsLive, testStack } from './test-stack'

/** The CMS adds a fingerprint of the file to its name. */
const picture = {
  upload: 'zirconia-bench.png',
  filename: /^zirconia-bench-[0-9a-f]+\.png$/,
  alt: 'A student labels a zirconia bench',
}
const course = {
  title: 'Zirconia Bench Assistant',
  code: 'ZBA',
  path: paths.course('zirconia-bench-assistant'),
}
const post = {
  title: 'Quokka labels on every tube',
  body: 'A quokka label tells the lab whose blood this is.',
  end: 'Then you sign it.',
  unpublished: 'Wombat sentence that was never published.',
}
const draft = { title: 'Xylophone plans for next spring', body: 'The marimba chapter is not finished.' }
const postPath = paths.post(slugify(post.title))
const draftPath = paths.post(slugify(draft.title))

/** The files of the built site, of every kind, that contain `words`. */
const filesWith = (words: string) => builtFiles().filter((file) => readBuilt(file).includes(words))

async function expectLoaded(image: Locator): Promise<void> {
  await image.scrollIntoViewIfNeeded()
  await expect
    .poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth))
    .toBeGreaterThan(0)
}

const onSite = (path: string) => `${testStack().siteUrl}${path}`

/** All JSON-LD nodes of a page, as a search engine reads them. */
async function sitemapOf(request: APIRequestContext): Promise<string> {
  const index = await (await request.get(onSite(paths.sitemap()))).text()
  const parts = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => request.get(address))
  return (await Promise.all((await Promise.all(parts)).map((part) => part.text()))).join('')
}

test.describe.configure({ mode: 'serial' })

test('a picture is uploaded with its alternative text', async ({ page }) => {
  await logIn(page, testStack().colleague)
  await page.goto(`${testStack().cmsUrl}/admin/collections/media/create`)
  const buffer = await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#2f6f5e' } })
    .png()
    .toBuffer()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Select a file' }).click()
  await (await chooser).setFiles({ name: picture.upload, mimeType: 'image/png', buffer })
  await page.getByLabel('Alternative text').fill(picture.alt)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('successfully created.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: picture.filename })).toBeVisible()
})

test('a course is written and published', async ({ page }) => {
  await signIn(page, testStack().colleague)
  await openNew(page, 'courses')
  await field(page, 'title').fill(course.title)
  await field(page, 'code').fill(course.code)
  await page.getByLabel('Summary').fill('You can set up and clean a zirconia bench.')
  await page.getByLabel('Who it is for').fill('People who like careful work with their hands.')
  await choosePicture(page, 'picture', picture.filename)
  await choose(page, 'family', 'Clinical')
  await choose(page, 'scrubColor', 'Pewter')

  await openTab(page, 'Hours and modules')
  await page.getByLabel('Weeks').fill('6')
  await page.getByLabel('Hours Per Week').fill('8')
  await page.getByLabel('Clock Hours').fill('48')
  await choose(page, 'delivery', 'On site')
  await page.getByRole('button', { name: 'Add Module' }).click()
  await fillRow(page, 'modules.0', { 'Title *': 'Bench safety', 'Class Hours': '20', 'Lab Hours': '28' })

  await openTab(page, 'Costs')
  await page.getByRole('button', { name: 'Add Cost' }).click()
  await fillRow(page, 'costs.0', { 'Label *': 'Tuition', 'Amount in dollars *': '1450' })
  await publish(page)
  await expect(field(page, 'slug')).toHaveValue(slugify(course.title))
})

test('a post is written in the rich text editor and published', async ({ page }) => {
  await signIn(page, testStack().colleague)
  await openNew(page, 'posts')
  await page.getByLabel('Title').fill(post.title)
  await page.getByLabel('Excerpt').fill('What a label must say, and why.')
  await choosePicture(page, 'hero', picture.filename)

  const editor = editorOf(page)
  await editor.click()
  await editor.pressSequentially('## Before you draw')
  await editor.press('Enter')
  await editor.pressSequentially(`${post.body} It is written `)
  await editor.press('ControlOrMeta+b')
  await editor.pressSequentially('at the chair')
  await editor.press('ControlOrMeta+b')
  await editor.pressSequentially(', never later.')
  await editor.press('Enter')
  await editor.pressSequentially('- The full name')
  await editor.press('Enter')
  await editor.pressSequentially('The date of birth')
  await editor.press('Enter')
  await editor.press('Enter')
  await editor.pressSequentially(post.end)
  await expect(editor.getByRole('heading', { level: 2 })).toHaveText('Before you draw')
  await expect(editor.getByRole('listitem')).toHaveText(['The full name', 'The date of birth'])

  await openTab(page, 'People and subjects')
  await choose(page, 'authors', 'Dana Whitlock')
  await choose(page, 'categories', 'Clinical skills')
  await publish(page)
  await expect(field(page, 'slug')).toHaveValue(slugify(post.title))
})

test('another post stays a draft', async ({ page }) => {
  await signIn(page, testStack().colleague)
  await openNew(page, 'posts')
  await page.getByLabel('Title').fill(draft.title)
  await page.getByLabel('Excerpt').fill('Not yet.')
  const saved = saveOf(page, draft.body)
  await editorOf(page).click()
  await editorOf(page).pressSequentially(draft.body)
  await saved
  // A new document has a status and menus once its user has paused.
  await editorOf(page).blur()
  await expect(page.getByRole('listitem').filter({ hasText: 'Status: Draft' })).toBeVisible()
})

test('visitors read the course and the post, and nothing of the draft', async ({ page, request }) => {
  await everythingIsLive()
  await page.goto(onSite(course.path))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(course.title)
  const facts = page.getByRole('complementary', { name: 'The facts' })
  await expect(facts.getByRole('definition').filter({ hasText: '$1,450' })).toBeVisible()
  await expect(facts).toContainText('6 weeks, 48 hours')
  await expect(page.getByRole('row', { name: 'Tuition' })).toContainText('$1,450')
  await expect(page.getByText('Bench safety')).toBeVisible()
  await expectLoaded(page.getByRole('img', { name: picture.alt }))

  await page.goto(onSite(paths.blog()))
  await page.getByRole('link', { name: post.title }).first().click()
  await expect(page).toHaveURL(onSite(postPath))
  await expect(page).toHaveTitle(new RegExp(post.title))
  const article = page.getByRole('article')
  await expect(article.getByRole('heading', { level: 1 })).toHaveText(post.title)
  await expect(article.getByRole('heading', { level: 2 })).toHaveText('Before you draw')
  await expect(article.getByText(post.body)).toHaveText(
    `${post.body} It is written at the chair, never later.`,
  )
  await expect(article.getByRole('strong')).toHaveText('at the chair')
  const list = article.getByRole('list').filter({ hasText: 'The full name' })
  await expect(list.getByRole('listitem')).toHaveText(['The full name', 'The date of birth'])
  await expect(article.getByText(post.end)).toHaveText(post.end)
  await expect(article.getByRole('link', { name: 'Dana Whitlock' })).toBeVisible()
  await expect(article.getByRole('term').filter({ hasText: 'About' })).toBeVisible()
  await expect(article.getByRole('link', { name: 'Clinical skills' }).first()).toBeVisible()
  await expectLoaded(article.getByRole('img', { name: picture.alt }))

  for (const words of [course.title, post.title, post.body]) expect(filesWith(words)).not.toEqual([])
  const sitemap = await sitemapOf(request)
  expect(sitemap).toContain(onSite(course.path))
  expect(sitemap).toContain(onSite(postPath))

  for (const words of [draft.title, draft.body, slugify(draft.title)]) expect(filesWith(words)).toEqual([])
  expect((await request.get(onSite(draftPath))).status()).toBe(404)
})

test('a change that is not published stays off the site', async ({ page }) => {
  await signIn(page, testStack().colleague)
  await openFromList(page, 'posts', post.title)
  // The admin opens a document at the tab that the editor used last.
  await openTab(page, 'Post')
  const editor = editorOf(page)
  const saved = saveOf(page, post.unpublished)
  await editor.getByText(post.end).click()
  await editor.press('End')
  await caretMoved(editor)
  await editor.pressSequentially(` ${post.unpublished}`)
  await saved
  await expect(page.getByRole('listitem').filter({ hasText: 'Status: Changed' })).toBeVisible()

  await everythingIsLive()
  await page.goto(onSite(postPath))
  await expect(page.getByRole('article').getByText(post.end)).toHaveText(post.end)
  expect(filesWith(post.unpublished)).toEqual([])
})

test('a new price is on the page after it is published', async ({ page }) => {
  await signIn(page, testStack().colleague)
  await openFromList(page, 'courses', course.title)
  await openTab(page, 'Costs')
  await expect(page.getByLabel('Amount in dollars')).toHaveValue('1450.00')
  await fillRow(page, 'costs.0', { 'Amount in dollars *': '1,625.50' })
  await publish(page)

  await everythingIsLive()
  await page.goto(onSite(course.path))
  await expect(page.getByRole('row', { name: 'Tuition' })).toContainText('$1,625.50')
  await expect(page.getByRole('complementary', { name: 'The facts' })).toContainText('$1,625.50')
  await expect(page.getByRole('main')).not.toContainText('$1,450')
})

test('what is unpublished leaves the whole site', async ({ page, request }) => {
  await signIn(page, testStack().colleague)
  await openFromList(page, 'posts', post.title)
  await unpublish(page)
  await openFromList(page, 'courses', course.title)
  await unpublish(page)

  await everythingIsLive()
  for (const path of [postPath, course.path]) expect((await request.get(onSite(path))).status()).toBe(404)
  for (const words of [post.title, course.title, postPath, course.path]) expect(filesWith(words)).toEqual([])
  await page.goto(onSite(paths.blog()))
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: post.title })).toHaveCount(0)
  const sitemap = await sitemapOf(request)
  expect(sitemap).toContain(onSite(paths.blog()))
  expect(sitemap).not.toContain(postPath)
  expect(sitemap).not.toContain(course.path)
})

test.describe('a wrong input', () => {
  // Chromium writes each refused request to the console.
  test.use({ expectedErrors: [/status of 400 \(Bad Request\) \(http:[^ ]*\/api\/cohorts\/[^ ]*\)$/] })

  test('a class that ends before it starts is refused at the field, and nothing typed is lost', async ({
    page,
  }) => {
    const typed = async () => {
      await expect(field(page, 'course')).toContainText('Phlebotomy')
      await expect(field(page, 'code')).toHaveValue('E2E-2030-01')
      await expect(field(page, 'start').getByRole('textbox')).toHaveValue('Mar 4, 2030')
      await expect(field(page, 'end').getByRole('textbox')).toHaveValue('Feb 4, 2030')
      await expect(field(page, 'mode')).toContainText('Online')
      await expect(field(page, 'seats')).toHaveValue('12')
      await expect(page.getByLabel('Note')).toHaveValue('Bring two pens.')
    }
    await signIn(page, testStack().colleague)
    await openNew(page, 'cohorts')
    await choose(page, 'course', 'Phlebotomy')
    await field(page, 'code').fill('E2E-2030-01')
    await pickDay(page, 'start', 'Mar 4, 2030')
    await pickDay(page, 'end', 'Feb 4, 2030')
    await choose(page, 'mode', 'Online')
    await field(page, 'seats').fill('12')
    const saved = saveOf(page, 'Bring two pens.')
    await page.getByLabel('Note').fill('Bring two pens.')
    await saved
    await page.getByRole('button', { name: 'Publish changes' }).click()
    const mistake =
      'The class ends on February 4, 2030, but it starts on March 4, 2030. The end must be after the start.'
    await expect(field(page, 'end').getByText(mistake)).toBeVisible()
    await typed()
    await page.reload()
    await typed()

    await pickDay(page, 'end', 'Apr 15, 2030')
    await publish(page)
  })
})
