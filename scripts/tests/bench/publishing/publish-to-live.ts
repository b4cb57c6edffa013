import { setTimeout as wait } from 'node:timers/promises'
import { paths } from 'shared-types'
import { seededRandom } from 'shared-types/test/seeded-random'
import { Editor, type LivePost } from './editor'
import { totalOf } from '../stack/publisher-log'
import type { BenchStack } from '../stack/bench-stack'
import { whenShown } from './when-shown'

export interface Series {
  /** Milliseconds from the answer of each publish to the first byte of the new page. */
  waits: number[]
  /**
   * Milliseconds of each step of the releases during the series, and of all steps together. The first step may begin before the
   * CMS answers the publish: the webhook is sent as soon as the transaction is committed.
   */
  steps: Record<string, number[]>
}

interface Edits {
  count: number
  /** From the moment when an edit is live to the next edit. */
  pauseMs: number
  /** The posts to edit; all of them when it is left out. */
  among?: readonly LivePost[]
}

/** Publishes posts, one after the other, each with a new title, and measures when its page shows the title. */
export async function publishToLive(stack: BenchStack, { count, pauseMs, among }: Edits): Promise<Series> {
  const editor = await Editor.login(stack)
  const posts = among ?? (await editor.posts())
  const random = seededRandom(Date.now())
  const place = stack.log.end()
  const waits: number[] = []
  for (let edit = 0; edit < count; edit++) {
    const post = posts[Math.floor(random() * posts.length)] as LivePost
    const stamp = `${Date.now().toString(36)}-${edit}`
    const title = `${post.title.slice(0, 90)} ${stamp}`
    const answered = await editor.publish(post, title)
    const shown = await whenShown(`http://127.0.0.1:${stack.sitePort}${paths.post(post.slug)}`, stamp)
    waits.push(Math.max(0, shown - answered))
    if (pauseMs > 0) await wait(pauseMs)
  }
  const releases = stack.log.releasesSince(place)
  const steps: Series['steps'] = {}
  for (const release of releases) {
    for (const [step, ms] of Object.entries(release.steps)) (steps[step] ??= []).push(ms)
  }
  steps['all steps'] = releases.map(totalOf)
  return { waits, steps }
}
