import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { Editor } from './editor'
import { memoryOf } from './process-figures'
import { publishToLive } from './publish-to-live'
import type { BenchStack } from '../stack/bench-stack'
import { nameOf, untilSearchable } from '../stack/bench-stack'
import { type Row, percentile, spread } from '../table'

const previews = 60
const counts = 20

/** How long a form waits for its page and for the number of pages, over REST as the pane asks for them, and what that costs a publish. */
export async function measurePreviews(stack: BenchStack, edits: number): Promise<Row[]> {
  const editor = await Editor.login(stack)
  const [post] = await editor.posts()
  if (!post) throw new Error('The stack has no post to preview.')
  const stored = (await editor.readDraft(`/api/posts/${post.id}`)) as Record<string, unknown>
  const settings = (await editor.readDraft('/api/globals/site-settings')) as Record<string, unknown>
  const ofPost = (stamp: string) => ({
    collection: 'posts',
    id: post.id,
    values: { ...stored, title: `${post.title.slice(0, 80)} ${stamp}` },
  })
  const ofGlobal = (stamp: string) => ({
    global: 'site-settings',
    values: { ...settings, tagline: `Learn it here ${stamp}` },
  })

  await untilSearchable(stack)
  const start = async () => {
    const began = performance.now()
    const { path } = (await firstAnswer(() => editor.ask('/preview', ofPost('first')))) as { path: string }
    return { path, ms: performance.now() - began }
  }
  const { path, ms: first } = await start()
  // As after five minutes without a preview.
  const pid = previewPid(stack.publisherPid)
  if (pid !== undefined) process.kill(pid)
  const { ms: again } = await start()
  const pages = await times(previews, (stamp) => editor.ask('/preview', ofPost(stamp)))
  const places = await times(counts, (stamp) =>
    editor.ask('/preview', { ...ofPost(stamp), path, withEdits: true }),
  )
  const changes = await times(counts, (stamp) => editor.ask('/preview/changes', ofPost(stamp)))
  const global = await times(counts, (stamp) => editor.ask('/preview/changes', ofGlobal(stamp)))

  const alone = await publishToLive(stack, { count: edits, pauseMs: 500 })
  let isOver = false
  const typing = [1, 2].map(async (person) => {
    for (let number = 0; !isOver; number++) {
      await editor.ask('/preview', ofPost(`${person} ${number}`))
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  })
  const beside = await publishToLive(stack, { count: edits, pauseMs: 500 })
  isOver = true
  await Promise.all(typing)

  const coverage = stack.posts === 0 ? await coverageOf(editor, ofGlobal('coverage')) : undefined
  const memory = memoryOfPreviews(stack.publisherPid)
  const more = percentile(beside.waits, 0.95) - percentile(alone.waits, 0.95)
  return [
    [`Previews, ms (${nameOf(stack.posts)})`],
    ['  the first one of these templates, with the start of the process', first.toFixed(0), '', '', ''],
    ['  the first one after a pause, with the start of the process', again.toFixed(0), '', '', ''],
    ['  the page of a post after a change', ...spread(pages), 'p95 under 150, at most 300'],
    ['  the fields behind its texts, after a longer pause', ...spread(places), ''],
    ['  the number of pages that a post changes', ...spread(changes), 'p95 under 250'],
    ['  the number of pages that a global changes', ...spread(global), 'p95 under 500'],
    ['  publish to live without a preview', ...spread(alone.waits), ''],
    ['  publish to live while two people preview', ...spread(beside.waits), ''],
    ['  the difference at p95', '', more.toFixed(0), '', 'at most 50'],
    ['  memory of the process, MB: now, and at most', ...memory, 'at most 400'],
    ...(coverage ? [coverageRow(coverage)] : []),
  ]
}

/** While the process starts, a form is told to wait, and asks again after three seconds, as this does. */
async function firstAnswer(ask: () => Promise<unknown>): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      if (attempt >= 20) throw error
      await new Promise((resolve) => setTimeout(resolve, 3000))
    }
  }
}

interface Coverage {
  pages: number
  /** Paths of the pages on which no place leads to a field. */
  without: string[]
}

/** Looks on every page that shows a global for places to click, but in what is the same on every page. */
async function coverageOf(editor: Editor, form: object): Promise<Coverage> {
  const { places } = (await editor.ask('/preview', form)) as { places: string[] }
  const without: string[] = []
  for (const path of places) {
    const { html = '' } = (await editor.ask('/preview', { ...form, path, withEdits: true })) as {
      html?: string
    }
    if (!/<main.*?<\/main>/s.exec(html)?.[0].includes(' data-edit="')) without.push(path)
  }
  return { pages: places.length, without }
}

function coverageRow({ pages, without }: Coverage): Row {
  const share = (100 * (1 - without.length / pages)).toFixed(1)
  const names = without.length > 0 ? `, not on ${without.slice(0, 5).join(' ')}` : ''
  return [`  pages with places to click, % of ${pages}${names}`, share, '', '', '100']
}

async function times(count: number, ask: (stamp: string) => Promise<unknown>): Promise<number[]> {
  const waits: number[] = []
  for (let number = 0; number < count; number++) {
    const began = performance.now()
    await ask(String(number))
    waits.push(performance.now() - began)
  }
  return waits
}

function memoryOfPreviews(publisherPid: number): [now: string, most: string, none: string] {
  const pid = previewPid(publisherPid)
  const memory = pid === undefined ? undefined : memoryOf(pid)
  return [memory?.now.toFixed(0) ?? 'unknown', memory?.most.toFixed(0) ?? '', '']
}

/** The publisher's child process that renders previews; undefined when none runs, or on a computer without `/proc`. */
function previewPid(publisherPid: number): number | undefined {
  if (!existsSync('/proc/self/stat')) return undefined
  const pid = readdirSync('/proc').find((name) => {
    try {
      const parent = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]
      return (
        parent === String(publisherPid) &&
        readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('preview-worker')
      )
    } catch {
      return false // no process, or one that has ended
    }
  })
  return pid === undefined ? undefined : Number(pid)
}
