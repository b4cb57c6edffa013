import type { Browser, Page } from '@playwright/test'
import { seededRandom } from 'shared-types/test/seeded-random'
import { field, signIn } from './admin-form'
import { expect, test } from './quiet-page'
import { type Account, addUser, testStack } from './test-stack'

/** ORDER_SEED repeats the orders of an earlier run. */
const firstSeed = Number(process.env.ORDER_SEED ?? 1)
const ordersOfEach = 4
const steps = 10

/** A document of the sample school of which a copy is written, and the fields in which both people write. */
const documents = [
  { name: 'a post', slug: 'posts', fields: ['title', 'excerpt'] },
  { name: 'a course', slug: 'courses', fields: ['summary', 'audience'] },
  { name: 'a start date', slug: 'cohorts', fields: ['note'] },
  { name: 'a page', slug: 'pages', fields: ['title', 'intro'] },
  { name: 'a global', slug: 'disclosures', fields: ['employment', 'externships'] },
] as const

const saves = '**/api/**/save'
const savedOrNot = (page: Page) => page.getByRole('status', { name: 'Saved or not' })

async function send(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const { cmsUrl, token } = testStack()
  const answer = await fetch(`${cmsUrl}/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `JWT ${token}` },
    body: body && JSON.stringify(body),
  })
  if (!answer.ok)
    throw new Error(`The CMS answered ${answer.status} to ${method} ${path}: ${await answer.text()}`)
  return (await answer.json()) as Record<string, unknown>
}

/** The paths in the admin and in the API of a document of its own, which is live. */
async function newDocument({ slug }: (typeof documents)[number]): Promise<{ admin: string; api: string }> {
  if (slug === 'disclosures') return { admin: `globals/${slug}`, api: `globals/${slug}` }
  const { docs } = await send('GET', `${slug}?limit=1&sort=createdAt&depth=0`)
  const [sample] = docs as { id: string }[]
  const { doc } = await send('POST', `${slug}/${sample!.id}/duplicate?depth=0`, {})
  const path = `${slug}/${(doc as { id: string }).id}`
  return { admin: `collections/${path}`, api: path }
}

const wordsIn = (text: unknown): string[] => String(text ?? '').match(/\bw\d+\b/g) ?? []
const wordsOf = (doc: Record<string, unknown>, names: readonly string[]) =>
  names.flatMap((name) => wordsIn(doc[name]))

type Pick = <Item>(items: readonly Item[]) => Item

/** A person with a browser, and the words that this person typed. */
class Person {
  isOffline = false
  readonly words = new Set<string>()
  constructor(
    readonly page: Page,
    readonly path: string,
  ) {
    page.on('dialog', (dialog) => void dialog.accept())
  }

  async open(): Promise<void> {
    await this.page.goto(`${testStack().cmsUrl}/admin/${this.path}`)
    await expect(this.page.getByRole('button', { name: 'Publish changes' })).toBeVisible()
    await expect(this.page.locator('form[data-form-ready=true]').first()).toBeVisible()
  }

  async type(name: string, word: string): Promise<void> {
    // A block of the text may have a field of the same name.
    const input = field(this.page, name).first()
    await input.focus()
    await input.press('ControlOrMeta+End')
    await this.page.keyboard.type(` ${word}`)
    this.words.add(word)
  }

  /** Waits until everything is saved, and decides the conflicts by `pick`: the dropped words go into `givenUp`. */
  async settle(pick: Pick, givenUp: Set<string>): Promise<void> {
    const dialog = this.page.getByRole('dialog')
    await expect(async () => {
      if (await dialog.isVisible()) {
        await this.decide(pick, givenUp)
        await expect(dialog).toBeHidden({ timeout: 5000 })
      }
      await expect(savedOrNot(this.page)).toHaveText(/^(Saved .*)?$/, { timeout: 5000 })
    }).toPass({ timeout: 60_000 })
  }

  private async decide(pick: Pick, givenUp: Set<string>): Promise<void> {
    const dialog = this.page.getByRole('dialog')
    for (const conflict of await dialog.getByRole('group').all()) {
      const [mine = [], theirs = []] = (await conflict.locator('q').allTextContents()).map(wordsIn)
      const side = pick(['Keep mine', 'Take theirs'])
      const [kept, dropped] = side === 'Keep mine' ? [mine, theirs] : [theirs, mine]
      for (const word of dropped) givenUp.add(word)
      for (const word of kept) givenUp.delete(word)
      await conflict.getByRole('radio', { name: side }).check()
    }
    await dialog.getByRole('button', { name: 'Save' }).click()
  }

  /** Presses Publish. Returns whether the changes of a colleague were shown before. */
  async publish(): Promise<boolean> {
    const button = this.page.getByRole('button', { name: 'Publish changes' })
    // The form knows of nothing that is not live.
    if (await button.isDisabled()) return false
    await button.click()
    const question = this.page.getByRole('dialog').getByRole('button', { name: 'Publish all' })
    const done = this.page.getByText('Updated successfully.')
    await expect(question.or(done).first()).toBeVisible()
    const isShown = await question.isVisible()
    if (isShown) await question.click()
    await expect(done.first()).toBeVisible()
    await expect(done).toHaveCount(0)
    return isShown
  }

  async setOffline(isOffline: boolean): Promise<void> {
    this.isOffline = isOffline
    if (isOffline) await this.page.route(saves, (route) => route.abort())
    else {
      await this.page.unroute(saves)
      await this.page.evaluate(() => window.dispatchEvent(new Event('online')))
    }
  }
}

async function play(
  browser: Browser,
  document: (typeof documents)[number],
  seed: number,
  accounts: Account[],
) {
  const random = seededRandom(seed)
  const pick: Pick = (items) => items[Math.floor(random() * items.length)]!
  const { admin, api } = await newDocument(document)
  const people: Person[] = []
  for (const account of accounts) {
    const page = await (await browser.newContext()).newPage()
    await signIn(page, account)
    people.push(new Person(page, admin))
    await people.at(-1)!.open()
  }
  const givenUp = new Set<string>()
  const settle = async (person: Person) => {
    if (!person.isOffline) await person.settle(pick, givenUp)
  }
  let typed = 0
  const log: string[] = []
  const actions = {
    type: (person: Person) => person.type(pick(document.fields), `w${typed++}`),
    wait: settle,
    publish: async (person: Person) => {
      if (person.isOffline) return
      await settle(person)
      const before = wordsOf(await send('GET', `${api}?depth=0&draft=true`), document.fields)
      const colleague = people.find((each) => each !== person)!
      const liveBefore = (await liveWords()) ?? []
      const isShown = await person.publish()
      const news = ((await liveWords()) ?? []).filter((word) => !liveBefore.includes(word))
      const ofColleague = news.filter((word) => colleague.words.has(word))
      if (ofColleague.length > 0) expect(isShown, `${ofColleague} of a colleague, ${log}`).toBe(true)
      expect(before).toEqual(expect.arrayContaining(news))
    },
    reload: async (person: Person) => {
      if (person.isOffline) return
      await settle(person)
      await person.open()
    },
    offline: (person: Person) => person.setOffline(true),
    online: async (person: Person) => {
      if (!person.isOffline) return
      await person.setOffline(false)
      await settle(person)
    },
  }
  const liveWords = async () => {
    const { cmsUrl } = testStack()
    const answer = await fetch(`${cmsUrl}/api/${api}?depth=0`)
    return answer.ok ? wordsOf((await answer.json()) as Record<string, unknown>, document.fields) : undefined
  }
  const played = ['type', 'type', 'type', 'wait', 'publish', 'reload', 'offline', 'online'] as const
  for (let step = 0; step < steps; step++) {
    const [action, who] = [pick(played), Math.floor(random() * people.length)]
    log.push(`${who} ${action}`)
    await actions[action](people[who]!)
  }
  for (const person of people) await actions.online(person)
  for (const person of people) await settle(person)

  const newest = await send('GET', `${api}?depth=0&draft=true`)
  const expected = Array.from({ length: typed }, (_, number) => `w${number}`).filter(
    (word) => !givenUp.has(word),
  )
  expect(new Set(wordsOf(newest, document.fields)), `seed ${seed}: ${log}`).toEqual(new Set(expected))
  for (const person of people) await person.page.context().close()
}

test.use({ expectedErrors: [/net::ERR_FAILED|status of 4\d\d/] })

for (const document of documents) {
  for (let order = 0; order < ordersOfEach; order++) {
    const seed = firstSeed + order
    // One of them runs in npm test.
    const tag = order === 0 && document.slug === 'posts' ? [] : '@long'
    test(
      `two people who write ${document.name} lose no word (ORDER_SEED ${seed})`,
      { tag },
      async ({ browser }) => {
        test.setTimeout(360_000)
        const accounts = [
          await addUser({ name: 'Sam Okafor', role: 'admin' }),
          await addUser({ name: 'Lee Duarte', role: 'admin' }),
        ]
        await play(browser, document, seed, accounts)
      },
    )
  }
}
