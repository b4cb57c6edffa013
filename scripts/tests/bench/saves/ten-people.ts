import { seededRandom } from 'shared-types/test/seeded-random'
import { type Person, TestForm } from '../../../../cms/test/form'
import { pick, type Place, places, wordsIn, withWord } from '../../../../cms/test/typed-words'
import { Editor } from '../publishing/editor'
import type { BenchStack } from '../stack/bench-stack'
import { type Row, spread } from '../table'
import { type SaveAnswered, Writers } from './writers'

const peopleCount = 10
const autosaves = 1000
const publishes = 100

interface Written {
  path: string
  place: Place
}

/** Ten people with forms of the same twenty documents, who save and publish at the same time. */
export async function measureSaves(stack: BenchStack): Promise<Row[]> {
  const editor = await Editor.login(stack)
  const documents = await findDocuments(editor)
  const writers = await Writers.join(stack, peopleCount)
  const words = new Set<string>()
  const began = performance.now()
  try {
    await writers.work(async (person, number) => {
      const random = seededRandom(number)
      const forms = new Map<Written, TestForm>()
      const each = { saves: autosaves / peopleCount, publishes: publishes / peopleCount }
      for (let left = each.saves + each.publishes; left > 0; left--) {
        const written = pick(random, documents)
        const form = forms.get(written) ?? (await openForm(writers, person, written.path))
        forms.set(written, form)
        if (random() * left < each.publishes) {
          each.publishes--
          await form.publish()
        } else {
          const word = `w${words.size}`
          words.add(word)
          form.screen = withWord(form.screen, written.place, word, random)
          form.read()
          form.do({ type: 'save' })
        }
        await untilSaved(form, written.place, random)
      }
    })
  } finally {
    writers.leave()
  }
  const seconds = (performance.now() - began) / 1000
  const stored = new Set<string>()
  for (const { path } of documents) for (const word of wordsIn(await editor.readDraft(path))) stored.add(word)
  const lost = [...words].filter((word) => !stored.has(word))
  return rowsOf(writers.saves, { documents: documents.length, seconds, lost: lost.length })
}

/** Twenty live posts and courses, or as many as there are. */
async function findDocuments(editor: Editor): Promise<Written[]> {
  const found: Written[] = []
  for (const [slug, kind] of [
    ['courses', 'rows'],
    ['posts', 'richText'],
  ] as const) {
    const place = places[slug]!.find((each) => each.kind === kind)!
    for (const id of await editor.someIds(slug, 20)) found.push({ path: `/api/${slug}/${id}`, place })
  }
  return found.slice(0, 20)
}

async function openForm(writers: Writers, person: Person, path: string): Promise<TestForm> {
  const form = new TestForm(writers, person, path)
  await form.open()
  return form
}

/** The person takes what a colleague wrote and types the own words again, and publishes what the question names. */
async function untilSaved(form: TestForm, place: Place, random: () => number): Promise<void> {
  for (await form.settled(); form.isUnsaved || form.state.refusal; await form.settled()) {
    const { refusal } = form.state
    if (refusal?.kind === 'conflicts') {
      const own = refusal.conflicts.flatMap(({ yours, theirs }) =>
        wordsIn(yours).filter((word) => !wordsIn(theirs).includes(word)),
      )
      form.do({
        type: 'decided',
        choices: Object.fromEntries(refusal.conflicts.map(({ path }) => [path, 'theirs'])),
      })
      await form.settled()
      for (const word of own) form.screen = withWord(form.screen, place, word, random)
      form.read()
    } else if (refusal?.kind === 'changed-since') form.do({ type: 'confirmed' })
    else if (refusal) throw new Error(`A save was refused: ${JSON.stringify(refusal)}`)
    form.do({ type: 'save' })
  }
}

function rowsOf(
  answers: SaveAnswered[],
  { documents, seconds, lost }: Record<'documents' | 'seconds' | 'lost', number>,
): Row[] {
  const carriedOut = (isPublish: boolean) =>
    answers.filter((each) => each.status === 200 && each.isPublish === isPublish).map(({ ms }) => ms)
  const count = (isCounted: (answer: SaveAnswered) => boolean) => String(answers.filter(isCounted).length)
  const row = (title: string, value: string, aim = ''): Row => [`  ${title}`, value, '', '', aim]
  return [
    [`${peopleCount} people, ${autosaves} autosaves and ${publishes} publishes on ${documents} documents`],
    ['  a save, ms', ...spread(carriedOut(false)), ''],
    ['  a publish, ms', ...spread(carriedOut(true)), ''],
    row(
      '409: both changed a field, and its author decides',
      count(({ reason }) => reason === 'conflicts'),
    ),
    row(
      '409: a publish names the changes of colleagues first',
      count(({ reason }) => reason === 'changed-since'),
    ),
    row(
      'saves that were carried out, those after a 409 among them',
      count(({ status }) => status === 200),
    ),
    row(
      'answers of 500 and above',
      count(({ status }) => status >= 500),
      '0',
    ),
    row('words that are lost', String(lost), '0'),
    row('seconds', seconds.toFixed(1)),
  ]
}
