import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildCms, cmsToBuild, startCms, waitForCms } from '../../dev/cms'
import { prepareDatabase } from '../../dev/prepare-database'
import { stopAll } from '../../dev/processes'
import { compileBundle } from 'publisher/templates'
import { startPublisher, waitForRelease } from '../../dev/publisher'
import { serveSite, waitForSite } from '../../dev/site'
import {
  type Account,
  addUser,
  newTestStack,
  rememberTestStack,
  settingsOf,
  siteFolderOf,
} from './test-stack'

/** Starts the services of `npm start`, on free ports and with a database of their own. Returns the function that ends them. */
export default async function startTestStack(): Promise<() => Promise<void>> {
  const stack = await newTestStack()
  const env = settingsOf(stack)
  const end = async () => {
    await stopAll()
    rmSync(stack.folder, { recursive: true, force: true })
  }
  try {
    const fingerprint = cmsToBuild()
    if (fingerprint) await buildCms(fingerprint, env)
    // The two do not depend on each other.
    const [{ firstUser }] = await Promise.all([
      prepareDatabase(env),
      compileBundle({
        folder: siteFolderOf(stack),
        cmsUrl: `http://127.0.0.1:${stack.cmsPort}`,
        siteUrl: stack.siteUrl,
        log: join(stack.folder, 'templates.log'),
      }),
    ])
    if (!firstUser) throw new Error(`The database in ${stack.folder} is new, but it had users already.`)
    const cmsLog = join(stack.folder, 'cms.log')
    const cms = startCms({ port: stack.cmsPort, host: '127.0.0.1', env, log: cmsLog })
    await waitForCms(cms, `http://127.0.0.1:${stack.cmsPort}`, cmsLog)
    const token = await logIn(stack.cmsUrl, firstUser)
    const colleague = await addUser({ name: 'Robin Vale', role: 'publisher' }, { ...stack, token })
    rememberTestStack({ ...stack, ...firstUser, token, colleague })
    const publisherLog = join(stack.folder, 'publisher.log')
    const publisher = startPublisher({ env, log: publisherLog })
    await waitForRelease(publisher, env.PUBLISHER_URL, publisherLog)
    const siteLog = join(stack.folder, 'site.log')
    const site = serveSite({
      folder: siteFolderOf(stack),
      port: stack.sitePort,
      host: '127.0.0.1',
      log: siteLog,
    })
    await waitForSite(site, stack.siteUrl, siteLog)
    return end
  } catch (error) {
    await end()
    throw error
  }
}

async function logIn(cmsUrl: string, account: Account): Promise<string> {
  const answer = await fetch(`${cmsUrl}/api/users/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  })
  if (!answer.ok) throw new Error(`The CMS answered ${answer.status}: ${await answer.text()}`)
  return ((await answer.json()) as { token: string }).token
}
