import type { ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import { databaseOnServer } from '../../../../cms/test/database'
import { portOwner } from '../../../bootstrap/ports.mjs'
import { inRoot } from '../../../bootstrap/root.mjs'
import { type TestStack, newTestStack, settingsOf, siteFolderOf } from '../../e2e/test-stack'
import { compileBundle } from 'publisher/templates'
import { startCms, waitForCms } from '../../../dev/cms'
import { stopProcess } from '../../../dev/processes'
import { startPublisher, waitForRelease } from '../../../dev/publisher'
import { serveSite, waitForSite } from '../../../dev/site'
import { fillStack } from './filled-stack'
import { PublisherLog } from './publisher-log'

/** CMS, publisher and web server of a test stack, as `npm start` runs them. */
export interface BenchStack extends TestStack {
  /** 0: the sample school as it is. */
  posts: number
  log: PublisherLog
  publisherPid: number
  stop: () => Promise<void>
}

const indexTimeoutS = 300

export const nameOf = (posts: number): string =>
  posts === 0 ? 'the sample school' : `${posts.toLocaleString('en-US')} posts`

/**
 * Starts a test stack with so many posts, on free ports, and waits until all of them are live. Its database is a SQLite file, or a
 * new one on the MongoDB server, which is dropped at the end.
 */
export async function startBenchStack(posts: number, server?: string): Promise<BenchStack> {
  const parent = inRoot('data/bench')
  mkdirSync(parent, { recursive: true })
  const empty = await newTestStack(parent)
  if (server) empty.databaseUrl = databaseOnServer(server, `bench-${posts}-${process.pid}`)
  const children: ChildProcess[] = []
  const stop = async () => {
    for (const child of children.toReversed()) await stopProcess(child)
    if (server) await dropDatabase(empty.databaseUrl)
    rmSync(empty.folder, { recursive: true, force: true })
  }
  try {
    const stack = { ...empty, ...(await fillStack(empty, posts)) }
    const { folder, cmsPort, sitePort, publisherPort, siteUrl } = stack
    const env = settingsOf(stack)
    const started = (child: ChildProcess) => {
      children.push(child)
      return child
    }
    const host = '127.0.0.1'
    const cmsUrl = `http://${host}:${cmsPort}`
    const logOf = (name: string) => join(folder, `${name}.log`)
    const cms = started(startCms({ port: cmsPort, host, env, log: logOf('cms') }))
    await waitForCms(cms, cmsUrl, logOf('cms'))
    const site = siteFolderOf(stack)
    await compileBundle({ folder: site, cmsUrl, siteUrl, log: logOf('templates') })
    const publisher = started(startPublisher({ env, log: logOf('publisher') }))
    await waitForRelease(publisher, env.PUBLISHER_URL, logOf('publisher'))
    const server = started(serveSite({ folder: site, port: sitePort, host, log: logOf('site') }))
    await waitForSite(server, siteUrl, logOf('site'))
    const publisherPid = await pidAt(publisherPort)
    if (publisherPid === undefined) throw new Error('The publisher of the bench has no process.')
    return { ...stack, posts, log: new PublisherLog(logOf('publisher')), publisherPid, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function dropDatabase(url: string): Promise<void> {
  const client = await MongoClient.connect(url)
  await client.db().dropDatabase()
  await client.close()
}

/** Waits until the search index is the one of the live release. The publisher makes it after a release, on all cores. */
export async function untilSearchable({ publisherPort }: TestStack): Promise<void> {
  for (let second = 0; second < indexTimeoutS; second++) {
    const answer = await fetch(`http://127.0.0.1:${publisherPort}/health`)
    const { live, search } = (await answer.json()) as { live: number; search: { release?: number } }
    if (search.release === live) return
    await wait(1000)
  }
  throw new Error(`The live release had no search index after ${indexTimeoutS} s.`)
}

/** The process on a port. Tries again, because /proc/net/tcp may lack a line when it changes while it is read. */
async function pidAt(port: number): Promise<number | undefined> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const owner = portOwner(port)
    if (owner) return owner.pid
    await wait(100)
  }
  return undefined
}
