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
   * Milliseconds of each step of the releases that were made meanwhile, and of all together. The first may begin before the
   * publish is answered: the publisher hears of it as soon as it is committed.
   */
  steps: Record<string, number[]>
}

interface Edits {
  count: number
  /** Milliseconds between the moment when an edit is live and the next one. */
  pause: number
}

/** Publishes posts, one after the other, each with a title that nobody has seen yet, and looks when its page shows that. */
export async function publishToLive(stack: BenchStack, { count, pause }: Edits): Promise<Series> {
  const editor = await Editor.login(stack)
  const posts = await editor.posts()
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
    if (pause > 0) await wait(pause)
  }
  const releases = stack.log.releasesSince(place)
  const steps: Series['steps'] = {}
  for (const release of releases) {
    for (const [step, ms] of Object.entries(release.steps)) (steps[step] ??= []).push(ms)
  }
  steps['all steps'] = releases.map(totalOf)
  return { waits, steps }
}
