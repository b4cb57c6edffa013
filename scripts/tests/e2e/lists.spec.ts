import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { createdId, field, signIn, openNew, pickDay } from './admin-form'
import { expect, test } from './quiet-page'
import { everythingIsLive, testStack } from './test-stack'

test.describe.configure({ mode: 'serial' })

let token: string | undefined

/** Sends a request to the CMS as the first user. */
async function send(method: string, path: string, body?: unknown): Promise<Record<string, never>> {
  const { cmsUrl, email, password } = testStack()
  const request = async (address: string, verb: string, content: unknown) => {
    const headers = {
      'Content-Type': 'application/json',
      ...(token ? { Authorization: `JWT ${token}` } : {}),
    }
    const answer = await fetch(cmsUrl + address, { method: verb, headers, body: JSON.stringify(content) })
    return (await answer.json()) as Record<string, never>
  }
  token ??= (await request('/api/users/login', 'POST', { email, password })).token
  return request(path, method, body)
}

const words = (text: string) => ({
  root: {
    ...{ type: 'root', version: 1, direction: null, format: '', indent: 0 },
    children: [
      {
        ...{
          type: 'paragraph',
          version: 1,
          direction: null,
          format: '',
          indent: 0,
          textFormat: 0,
          textStyle: '',
        },
        children: [{ type: 'text', version: 1, text, detail: 0, format: 0, mode: 'normal', style: '' }],
      },
    ],
  },
})

const addQuestion = (question: string, isComplete = true) =>
  isComplete
    ? send('POST', '/api/faqs', { question, answer: words('Yes.'), topic: 'courses', _status: 'published' })
    : send('POST', '/api/faqs?draft=true', { question })

/** How many questions are live; with `text`, of those whose words hold it. */
async function liveQuestions(text: string): Promise<number> {
  const where = text && `&where[question][like]=${encodeURIComponent(text)}`
  const answer = await fetch(`${testStack().cmsUrl}/api/faqs?limit=0${where}`)
  return ((await answer.json()) as { totalDocs: number }).totalDocs
}

const openList = (page: Page, search: string, query = '&limit=50') =>
  page.goto(`${testStack().cmsUrl}/admin/collections/faqs?search=${search}${query}`)

const selectPage = (page: Page) => page.locator('#select-all').check()

test('what is done to all of a filtered list is done to what matches, on all of its pages, and to nothing else', async ({
  page,
}) => {
  for (const number of [1, 2, 3, 4, 5]) await addQuestion(`May I bring ${number} aardvarks?`)
  const others = (await liveQuestions('')) - 5
  expect(others).toBeGreaterThan(0)
  await signIn(page)
  await openList(page, 'aardvarks', '&limit=2')
  await selectPage(page)
  const selected = page.getByRole('group', { name: 'Selected' })
  await expect(selected).toContainText('2 selected')
  await selected.getByRole('button', { name: 'Select all (5)' }).click()
  await expect(selected).toContainText('5 selected')

  await selected.getByRole('button', { name: 'Unpublish' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('heading')).toHaveText('Unpublish: 5 questions?')
  await dialog.getByText(/^This changes \d+ pages?$/).click()
  await dialog.getByRole('button', { name: '/questions/', exact: true }).click()
  const comparison = page.getByRole('dialog', { name: 'Before and after: /questions/' })
  for (const [side, count] of [
    ['Before', 5],
    ['After', 0],
  ] as const) {
    const shown = comparison.getByRole('region', { name: side }).frameLocator('iframe')
    await expect(shown.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(shown.getByText(/May I bring \d aardvarks/)).toHaveCount(count)
  }
  await page.keyboard.press('Escape')
  await expect(comparison).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await liveQuestions('aardvarks')).toBe(5)

  // A colleague adds one while the dialog is open: it was not counted, so it stays.
  await selected.getByRole('button', { name: 'Unpublish' }).click()
  await expect(dialog.getByRole('heading')).toHaveText('Unpublish: 5 questions?')
  await addQuestion('May I bring 6 aardvarks?')
  await dialog.getByRole('button', { name: 'Unpublish' }).click()
  await expect(page.getByText('5 questions were unpublished.')).toBeVisible()
  await expect(dialog).toBeHidden()
  expect(await liveQuestions('')).toBe(others + 1)
  expect(await liveQuestions('aardvarks')).toBe(1)
  await everythingIsLive()

  await openList(page, 'aardvarks')
  await selectPage(page)
  await selected.getByRole('button', { name: 'Delete' }).click()
  await expect(dialog.getByRole('heading')).toHaveText('Move to the trash: 6 questions?')
  await dialog.getByRole('button', { name: 'Move to the trash' }).click()
  await expect(page.getByText('6 questions were moved to the trash.')).toBeVisible()
  expect(await liveQuestions('')).toBe(others)

  await page.goto(`${testStack().cmsUrl}/admin/collections/faqs/trash?search=aardvarks&limit=50`)
  await selectPage(page)
  await selected.getByRole('button', { name: 'Restore' }).click()
  await dialog.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText('6 questions were restored.')).toBeVisible()
  expect(await liveQuestions('aardvarks')).toBe(0)

  await openList(page, 'aardvarks')
  await selectPage(page)
  await selected.getByRole('button', { name: 'Publish', exact: true }).click()
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(page.getByText('6 questions were published.')).toBeVisible()
  expect(await liveQuestions('aardvarks')).toBe(6)
  await everythingIsLive()
})

test('fields of many documents are set at once', async ({ page }) => {
  await signIn(page)
  await openList(page, 'aardvarks', '&limit=2')
  await selectPage(page)
  await page.getByRole('button', { name: 'Select all (6)' }).click()
  const edit = page.getByRole('group', { name: 'Selected' }).getByRole('button', { name: 'Edit' })
  await edit.click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByRole('heading', { name: 'Edit 6 questions' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await edit.click()
  await drawer.getByRole('combobox', { name: 'Fields to set' }).fill('Topic')
  await page.getByRole('option', { name: 'Topic' }).click()
  await drawer.getByRole('button', { name: 'Publish changes' }).click()
  await expect(drawer.getByRole('status')).toContainText('Fill in “Topic”')
  await field(page, 'topic').getByRole('combobox').fill('Costs')
  await page.getByRole('option').first().click()
  await drawer.getByRole('button', { name: 'Publish changes' }).click()
  await expect(page.getByText('6 questions were changed.')).toBeVisible()
  const { docs } = (await send('GET', '/api/faqs?limit=0&where[question][like]=aardvarks')) as unknown as {
    docs: { topic: string; question: string }[]
  }
  expect(new Set(docs.map(({ topic }) => topic)).size).toBe(1)
  expect(docs[0]?.topic).not.toBe('courses')
  expect(docs[0]?.question).toContain('aardvarks')
})

test.describe('a value that a check warns of', () => {
  test.use({ expectedErrors: [/status of 422/] })

  test('is set in many documents with a reason', async ({ page }) => {
    await addQuestion('Do numbats wait?')
    await addQuestion('Do numbats hurry?')
    await signIn(page)
    await openList(page, 'numbats')
    await selectPage(page)
    await page.getByRole('group', { name: 'Selected' }).getByRole('button', { name: 'Edit' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('combobox', { name: 'Fields to set' }).fill('Question')
    await page.getByRole('option', { name: 'Question' }).click()
    await field(page, 'question').fill('What do numbats do? TK')
    await drawer.getByRole('button', { name: 'Publish changes' }).click()
    await expect(drawer.getByRole('status')).toContainText('Nothing was changed: 2 of 2 questions')
    await drawer.getByRole('button', { name: 'Publish changes of all 2 questions' }).click()
    const reason = drawer.getByLabel('Why?')
    await expect(reason).toBeFocused()
    await reason.fill('The answer comes tomorrow.')
    await drawer.getByRole('button', { name: 'Publish changes of all 2 questions' }).click()
    await expect(page.getByText('2 questions were changed.')).toBeVisible()
    expect(await liveQuestions('numbats do')).toBe(2)
  })
})

test.describe('a value that a check warns of, and a session that ends', () => {
  test.use({ expectedErrors: [/status of 4(03|22)/] })

  test('it is corrected in the open drawer, and nothing that was typed is lost', async ({ page }) => {
    await addQuestion('Do echidnas wait?')
    await addQuestion('Do echidnas hurry?')
    await signIn(page)
    await openList(page, 'echidnas')
    await selectPage(page)
    const edit = page.getByRole('group', { name: 'Selected' }).getByRole('button', { name: 'Edit' })
    await edit.click()
    const drawer = page.getByRole('dialog')
    const publish = drawer.getByRole('button', { name: 'Publish changes', exact: true })
    await drawer.getByRole('combobox', { name: 'Fields to set' }).fill('Question')
    await page.getByRole('option', { name: 'Question' }).click()
    const question = field(page, 'question')
    await question.fill('What do echidnas do? TK')
    await publish.click()
    await expect(drawer.getByRole('status')).toContainText('Nothing was changed: 2 of 2 questions')
    await question.fill('What do echidnas do?')
    await expect(drawer.getByLabel('Why?')).toHaveCount(0)
    await expect(publish).toBeEnabled()

    const session = await page.context().cookies()
    await page.context().clearCookies()
    await publish.click()
    await expect(drawer.getByRole('status')).toContainText('Sign in in another tab, then try again.')
    await expect(question).toHaveValue('What do echidnas do?')
    await page.context().addCookies(session)
    // As after the login that the admin shows when a session has ended.
    await page.reload()
    await selectPage(page)
    await edit.click()
    await expect(drawer.getByRole('alert')).toContainText('was not saved')
    await drawer.getByRole('button', { name: 'Put it back' }).click()
    await expect(question).toHaveValue('What do echidnas do?')
    await publish.click()
    await expect(page.getByText('2 questions were changed.')).toBeVisible()
    expect(await liveQuestions('echidnas do')).toBe(2)
  })
})

test('before many documents are published, the dialog says that claims are not looked for', async ({
  page,
}) => {
  await addQuestion('Do quokkas smile?')
  await signIn(page)
  await openList(page, 'quokkas')
  await selectPage(page)
  // As if there were more of them.
  await page.route('**/api/faqs/selection', async (route) => {
    const response = await route.fetch()
    const ids = Array.from({ length: 201 }, (_, index) => `question-${index}`)
    await route.fulfill({ response, json: { ...(await response.json()), ids, matched: 201 } })
  })
  await page
    .getByRole('group', { name: 'Selected' })
    .getByRole('button', { name: 'Publish', exact: true })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Publish: 201 questions?' })
  await expect(dialog).toContainText('More than 200 questions are published at once')
  await expect(dialog).toContainText('what a rule blocks keeps its last version on the site')
})

test.describe('documents that cannot be published', () => {
  test.use({ expectedErrors: [/status of 400/] })

  test('are named with what they lack, and the others can be published without them', async ({ page }) => {
    await addQuestion('Which pangolins are unfinished?', false)
    await addQuestion('Which other pangolins are unfinished?', false)
    await addQuestion('Are pangolins complete?')
    const { docs } = (await send('GET', '/api/faqs?where[question][like]=complete')) as unknown as {
      docs: { id: string }[]
    }
    await send('PATCH', `/api/faqs/${docs[0]?.id}?draft=true`, { question: 'Are all pangolins complete?' })
    await signIn(page)
    await openList(page, 'pangolins')
    await selectPage(page)
    await page
      .getByRole('group', { name: 'Selected' })
      .getByRole('button', { name: 'Publish', exact: true })
      .click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('heading')).toHaveText('Publish: 3 questions?')
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
    await expect(dialog.getByRole('heading')).toHaveText(
      'Nothing was changed: 2 of 3 questions could not be published',
    )
    for (const title of ['Which pangolins are unfinished?', 'Which other pangolins are unfinished?']) {
      const failure = dialog.getByRole('listitem').filter({ has: page.getByRole('link', { name: title }) })
      await expect(failure).toContainText('Answer:')
      await expect(failure).toContainText('Topic: This field is required.')
    }
    expect(await liveQuestions('pangolins')).toBe(1)
    await dialog.getByRole('button', { name: 'Publish: the other 1 question' }).click()
    await expect(page.getByText('1 question was published.')).toBeVisible()
    expect(await liveQuestions('all pangolins')).toBe(1)
    await everythingIsLive()
  })
})

test.describe('a document that a colleague changes while the dialog is open', () => {
  test.use({ expectedErrors: [/status of 409/] })

  test('stays as it is, and the dialog says who changed what', async ({ page }) => {
    for (const number of [1, 2]) await addQuestion(`Do ${number} wombats dig?`)
    const find = async (text: string) =>
      (
        (await send('GET', `/api/faqs?where[question][like]=${text}`)) as unknown as {
          docs: { id: string }[]
        }
      ).docs[0]?.id
    const changed = await find('1 wombats')
    await signIn(page)
    await openList(page, 'wombats')
    await selectPage(page)
    const selected = page.getByRole('group', { name: 'Selected' })
    const dialog = page.getByRole('dialog')
    await selected.getByRole('button', { name: 'Unpublish' }).click()
    await expect(dialog.getByRole('heading')).toHaveText('Unpublish: 2 questions?')
    await send('PATCH', `/api/faqs/${changed}?draft=true`, { question: 'Do all wombats dig?' })
    await dialog.getByRole('button', { name: 'Unpublish' }).click()
    await expect(dialog.getByRole('heading')).toHaveText('1 question was unpublished, 1 left as it is')
    const item = dialog.getByRole('listitem')
    await expect(item.getByRole('link', { name: 'Do all wombats dig?' })).toBeVisible()
    await expect(item).toContainText('changed “Question”')
    expect(await liveQuestions('wombats')).toBe(1)
    await dialog.getByRole('button', { name: 'Look at the list again' }).click()
    await expect(dialog).toBeHidden()

    await openList(page, 'wombats')
    await selectPage(page)
    await selected.getByRole('button', { name: 'Edit' }).click()
    await dialog.getByRole('combobox', { name: 'Fields to set' }).fill('Topic')
    await page.getByRole('option', { name: 'Topic' }).click()
    await field(page, 'topic').getByRole('combobox').fill('Costs')
    await page.getByRole('option').first().click()
    for (const text of ['all wombats', '2 wombats']) {
      const { docs } = (await send(
        'GET',
        `/api/faqs?draft=true&where[question][like]=${text}`,
      )) as unknown as {
        docs: { id: string }[]
      }
      await send('PATCH', `/api/faqs/${docs[0]?.id}?draft=true`, { question: `Why do ${text} dig?` })
    }
    await dialog.getByRole('button', { name: 'Save drafts' }).click()
    await expect(dialog.getByRole('status')).toContainText('Nothing was changed.')
    await expect(dialog.getByRole('status').getByRole('listitem')).toHaveCount(1)
    await dialog.getByRole('button', { name: 'Look at the list again' }).click()
    await expect(dialog).toBeHidden()
    const { docs } = (await send('GET', '/api/faqs?draft=true&where[question][like]=wombats')) as unknown as {
      docs: { topic: string }[]
    }
    expect(docs.map(({ topic }) => topic)).toEqual(['courses', 'courses'])
  })
})

for (const [timezoneId, tag] of [
  ['Pacific/Auckland', []],
  ['Pacific/Honolulu', ['@long']],
] as const) {
  test.describe(`in ${timezoneId}`, { tag: [...tag] }, () => {
    test.use({ timezoneId })

    test('the day that is picked is stored and shown', async ({ page }) => {
      await signIn(page)
      await openNew(page, 'cohorts')
      await pickDay(page, 'start', 'Jan 11, 2027')
      const id = await createdId(page)
      const stored = async () => (await send('GET', `/api/cohorts/${id}?draft=true&depth=0`)).start
      await expect.poll(stored).toBe('2027-01-11T12:00:00.000Z')
      await page.reload()
      await expect(field(page, 'start').getByRole('textbox')).toHaveValue('Jan 11, 2027')
      await page.goto(`${testStack().cmsUrl}/admin/collections/cohorts?where[id][equals]=${id}`)
      await expect(page.getByRole('cell', { name: 'Jan 11, 2027' })).toBeVisible()
    })

    test('a time is that of the school', async ({ page }) => {
      await signIn(page)
      await openNew(page, 'posts')
      await pickDay(page, 'publishedAt', 'Jan 11, 2027 9:30 PM')
      const id = await createdId(page)
      const stored = async () => (await send('GET', `/api/posts/${id}?draft=true&depth=0`)).publishedAt
      await expect.poll(stored).toBe('2027-01-12T02:30:00.000Z')
      await page.reload()
      await expect(field(page, 'publishedAt').getByRole('textbox')).toHaveValue('Jan 11, 2027 9:30 PM')
      await page.goto(`${testStack().cmsUrl}/admin/collections/posts?where[id][equals]=${id}`)
      await expect(page.getByRole('cell', { name: 'Jan 11, 2027, 9:30 PM' })).toBeVisible()
    })
  })
}

test('a picture is not sent before it has an alternative text', async ({ page }) => {
  const size = { width: 400, height: 300, channels: 3, background: '#446688' } as const
  const buffer = await sharp({ create: size }).png().toBuffer()
  await signIn(page)
  await page.goto(`${testStack().cmsUrl}/admin/collections/media/create`)
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && /\/api\/media(\?|$)/.test(request.url())) sent.push(request.url())
  })
  // The server checks the form once a file is chosen.
  const isChecked = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/media/create'),
  )
  await page.locator('input[type=file]').setInputFiles({ name: 'blue.png', mimeType: 'image/png', buffer })
  await isChecked
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Say what this shows')).toBeVisible()
  await expect(field(page, 'alt')).toBeVisible()
  await expect(field(page, 'createdBy'), 'it has no owner yet').toHaveCount(0)
  expect(sent).toEqual([])
  await page.getByLabel('Alternative text').fill('A blue rectangle')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/successfully/)).toBeVisible()
  expect(sent).toHaveLength(1)
})
