import { rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { buildCms, cmsToBuild, startCms, waitForCms } from '../../dev/cms'
import { prepareDatabase } from '../../dev/prepare-database'
import { stopAll } from '../../dev/processes'
import { compileBundle } from 'publisher/templates'
import { startPublisher, waitForRelease } from '../../dev/publisher'
import { serveSite, waitForSite } from '../../dev/site'
import { shareRequests } from './round-robin'
import {
  type Account,
  addUser,
  freePort,
  newTestStack,
  rememberTestStack,
  settingsOf,
  siteFolderOf,
} from './test-stack'

/**
 * Starts the services of `npm start`, on free ports and with a database of their own. Returns the function that ends them.
 * `E2E_CMS_INSTANCES=2` starts two instances of the CMS behind one address, and `E2E_DATABASE_URL` names an empty MongoDB database.
 */
export default async function startTestStack(): Promise<() => Promise<void>> {
  const stack = await newTestStack()
  const env = settingsOf(stack)
  let proxy: Server | undefined
  const end = async () => {
    proxy?.close()
    proxy?.closeAllConnections()
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
    const instances = Number(process.env.E2E_CMS_INSTANCES ?? 1)
    const ports =
      instances > 1 ? await Promise.all(Array.from({ length: instances }, freePort)) : [stack.cmsPort]
    for (const [index, port] of ports.entries()) {
      const log = join(stack.folder, `cms-${index}.log`)
      await waitForCms(startCms({ port, host: '127.0.0.1', env, log }), `http://127.0.0.1:${port}`, log)
    }
    if (instances > 1) proxy = await shareRequests(stack.cmsPort, ports)
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
