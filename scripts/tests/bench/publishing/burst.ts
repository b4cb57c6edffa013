import { setTimeout as wait } from 'node:timers/promises'
import { everythingIsLive, settingsOf } from '../../e2e/test-stack'
import { sendCommand } from 'publisher/commands'
import { publisherSettings } from 'publisher/settings'
import { Editor, type LivePost } from './editor'
import { releasesIn } from '../stack/publisher-log'
import type { BenchStack } from '../stack/bench-stack'

export interface BurstOutcome {
  publishes: number
  failed: number
  /** How long the editors published, in seconds. */
  seconds: number
  /** Publishes that the CMS answered while the build ran. */
  withinBuild: number
  /** Releases that went live while the build ran, the build itself among them. */
  releasesWithinBuild: number
  /** Releases after the build, until all content was live. */
  releasesAfter: number
  /** The live release has the CMS's content revision. */
  isEqual: boolean
}

const atOnce = 8
const settleTimeoutMs = 120_000

/** Publishes posts, eight at a time, as soon as a build of every page has begun. */
export async function burst(stack: BenchStack, publishes: number): Promise<BurstOutcome> {
  const editor = await Editor.login(stack)
  const posts = await editor.posts()
  const place = stack.log.end()
  let isBuilding = true
  const settings = publisherSettings(settingsOf(stack))
  const build = sendCommand(settings, { type: 'release.render', data: { by: 'bench', reason: '' } }).finally(
    () => (isBuilding = false),
  )
  while (isBuilding && !stack.log.since(place).includes('Every page is being rendered')) await wait(10)

  const outcome = { publishes, failed: 0, withinBuild: 0 }
  const began = performance.now()
  let next = 0
  const work = async () => {
    for (let edit = next++; edit < publishes; edit = next++) {
      const post = posts[edit % posts.length] as LivePost
      try {
        await editor.publish(post, `${post.title.slice(0, 90)} burst ${edit}`)
        if (isBuilding) outcome.withinBuild++
      } catch (error) {
        outcome.failed++
        console.error((error as Error).message)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const seconds = (performance.now() - began) / 1000
  await build
  const isEqual = await isAllLive(stack)
  const releases = releasesIn(stack.log.since(place))
  const releasesWithinBuild = releases.findIndex(({ reason }) => reason === 'asked') + 1
  const releasesAfter = releases.length - releasesWithinBuild
  return { ...outcome, seconds, isEqual, releasesWithinBuild, releasesAfter }
}

/** Waits until all content is live, at most two minutes; false when it is not by then. */
export async function isAllLive(stack: BenchStack): Promise<boolean> {
  const deadline = Date.now() + settleTimeoutMs
  for (;;) {
    try {
      await everythingIsLive(stack)
      return true
    } catch (error) {
      if (Date.now() > deadline) {
        console.error((error as Error).message)
        return false
      }
    }
  }
}
