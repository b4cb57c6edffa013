import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { loadBundle, newestBundle } from '../render/bundle'
import { ExpectedError } from '../releases/expected-error'
import { readFreeze } from '../releases/freeze'
import { lockSiteFolder } from '../releases/lock'
import { AssetPool } from '../releases/asset-pool'
import { CommandHandler } from './command-handler'
import { Publisher } from './publisher'
import { Rollback } from './rollback'
import { createReceiver } from '../http/receiver'
import { type SiteFolder, openSiteFolder } from '../releases/site-folder'
import { Reporter } from '../http/reporter'
import { NoPreview, PreviewProcess } from '../preview/preview-process'
import { readPreviewFile } from '../preview/preview-files'
import { SearchIndex } from '../search/search-index'
import { previewNodeArgs } from './service'
import { setWatchdogTimeouts } from '../render/watchdog'
import { leakRules, publisherSettings } from './settings'
import { State } from './state'

/** Runs the publisher until SIGTERM or SIGINT; then it finishes the release that is being made, and ends. */
async function publish(): Promise<void> {
  const settings = publisherSettings()
  setWatchdogTimeouts({ busyTimeoutMs: settings.pageTimeoutMs })
  const lock = lockSiteFolder(settings.folder)
  const state = new State(join(settings.folder, 'state.db'))
  const folder = await recover(settings.folder, state)
  const hash = await usableBundle(settings.folder, state.head()?.bundle)
  const bundle = await loadBundle(settings.folder, hash)
  const reporter = new Reporter(state, settings.cmsUrl, settings.secrets[0])
  const report: Reporter['report'] = (one) => reporter.report(one)
  const publisher = new Publisher(
    {
      folder,
      pool: new AssetPool(settings.folder),
      state,
      cmsUrl: settings.cmsUrl,
      secret: settings.secrets[0],
      leakRules: leakRules(settings),
      pollIntervalMs: settings.pollIntervalMs,
      traceTimeoutMs: settings.traceTimeoutMs,
      loadBundle: (newer) => loadBundle(settings.folder, newer),
      report,
      search: new SearchIndex(folder, { quietMs: settings.searchAfterMs }),
      restart: (error) => {
        console.error(error)
        process.exit(1)
      },
    },
    bundle,
  )
  const commands = new CommandHandler(publisher, new Rollback(folder, state, report))
  const previews = new PreviewProcess({
    program: fileURLToPath(new URL('./preview-worker.ts', import.meta.url)),
    execArgv: previewNodeArgs,
    args: [settings.folder, settings.cmsPublicUrl],
  })
  const server = createReceiver({
    secrets: settings.secrets,
    onChange: (documents) => publisher.publish(documents),
    onCommand: (command) => commands.handle(command),
    onPreview: async (question, signal) => {
      if (state.head()) return await previews.answer(question, signal)
      throw new NoPreview('Nothing was published yet. Publish once, then there is a page to start from.')
    },
    onPreviewFile: (path) =>
      readPreviewFile(
        [join(settings.folder, 'bundles', publisher.bundle, 'client'), join(settings.folder, 'pool')],
        path,
      ),
    health: () => publisher.health(),
    isRepeated: (id) => state.isRepeated(id),
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, settings.host, resolve)
  })
  console.log(
    `The publisher listens on ${settings.host}:${settings.port} and publishes to ${settings.folder}.`,
  )
  reporter.send()
  publisher.start()

  let isEnding = false
  const end = async () => {
    if (isEnding) return
    isEnding = true
    server.close()
    server.closeAllConnections()
    previews.end()
    await publisher.close()
    reporter.close()
    await folder.close()
    state.close()
    lock.release()
    process.exit(0)
  }
  process.on('SIGTERM', () => void end())
  process.on('SIGINT', () => void end())
}

/**
 * Makes the folder agree with the state after a publisher that died: removes a release that was made but not saved in the state,
 * and switches to the newest one, or to the one of the freeze, if that did not happen.
 */
async function recover(path: string, state: State): Promise<SiteFolder> {
  const head = state.head()
  const releases = join(path, 'releases')
  if (existsSync(releases)) {
    for (const name of readdirSync(releases)) {
      const [, number] = /^(?:\.spare-)?0*(\d+)(?:-[0-9a-f]+)?$/.exec(name) ?? []
      if (number && Number(number) > (head?.number ?? 0)) rmSync(join(releases, name), { recursive: true })
    }
  }
  const folder = openSiteFolder(path)
  const wanted = readFreeze(path)?.release ?? head?.number
  if (wanted !== undefined && wanted !== folder.currentRelease()) await folder.switchTo(wanted)
  return folder
}

/** The templates of the newest release; at the first start the newest templates. The publisher replaces them by newer ones later. */
async function usableBundle(folder: string, ofHead: string | undefined): Promise<string> {
  if (ofHead && existsSync(join(folder, 'bundles', ofHead))) return ofHead
  const newest = newestBundle(folder)
  if (newest) return newest
  throw new ExpectedError(
    'the publisher has no templates.',
    `there is no compiled site in ${join(folder, 'bundles')}.`,
    'compile it: npm run deploy',
  )
}

try {
  await publish()
} catch (error) {
  console.error(error instanceof ExpectedError ? error.message : error)
  process.exitCode = 1
}
