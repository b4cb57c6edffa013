import { setTimeout as wait } from 'node:timers/promises'
import { everythingIsLive, settingsOf } from '../e2e/school'
import { sendCommand } from 'publisher/commands'
import { publisherSettings } from 'publisher/settings'
import { Editor, type LivePost } from './editor'
import { releasesIn } from './publisher-log'
import type { RunningSchool } from './running-school'

export interface BurstOutcome {
  publishes: number
  failed: number
  /** Seconds that the editors were at it. */
  seconds: number
  /** Publishes that were answered while the build ran. */
  withinBuild: number
  /** Releases that went live while the build ran, the build itself among them. */
  releasesWithinBuild: number
  /** Those that went live after it, until everything was live. */
  releasesAfter: number
  /** Visitors see exactly what the CMS says. */
  isEqual: boolean
}

const atOnce = 8
const settleLimit = 120_000

/** Publishes posts, some at a time, as soon as a build of every page has begun. */
export async function burst(school: RunningSchool, publishes: number): Promise<BurstOutcome> {
  const editor = await Editor.login(school)
  const posts = await editor.posts()
  const place = school.log.end()
  let isBuilding = true
  const settings = publisherSettings(settingsOf(school))
  const build = sendCommand(settings, { type: 'release.render', data: { by: 'bench', reason: '' } }).finally(
    () => (isBuilding = false),
  )
  while (isBuilding && !school.log.since(place).includes('Every page is being rendered')) await wait(10)

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
  const isEqual = await isAllLive(school)
  const releases = releasesIn(school.log.since(place))
  const releasesWithinBuild = releases.findIndex(({ reason }) => reason === 'asked') + 1
  const releasesAfter = releases.length - releasesWithinBuild
  return { ...outcome, seconds, isEqual, releasesWithinBuild, releasesAfter }
}

async function isAllLive(school: RunningSchool): Promise<boolean> {
  const deadline = Date.now() + settleLimit
  for (;;) {
    try {
      await everythingIsLive(school)
      return true
    } catch (error) {
      if (Date.now() > deadline) {
        console.error((error as Error).message)
        return false
      }
    }
  }
}
