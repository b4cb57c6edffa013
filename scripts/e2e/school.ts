import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSite } from '../run/site'

/** Where the school of these tests runs. Written by the global setup, read by every test. */
export interface School {
  folder: string
  cmsPort: number
  sitePort: number
  cmsUrl: string
  siteUrl: string
  secret: string
  email: string
  password: string
}

const variable = 'E2E_SCHOOL'

export function school(): School {
  const value = process.env[variable]
  if (!value) throw new Error('There is no school: the global setup of Playwright did not run.')
  return JSON.parse(value) as School
}

export function rememberSchool(value: School): void {
  process.env[variable] = JSON.stringify(value)
}

/** Addresses and a folder that nobody else uses. */
export async function newSchool(): Promise<School> {
  const [cmsPort, sitePort] = [await freePort(), await freePort()]
  return {
    folder: mkdtempSync(join(tmpdir(), 'alliedrx-e2e-')),
    cmsPort,
    sitePort,
    cmsUrl: `http://localhost:${cmsPort}`,
    siteUrl: `http://localhost:${sitePort}`,
    secret: randomBytes(32).toString('base64url'),
    email: '',
    password: '',
  }
}

export const siteFolderOf = ({ folder }: School) => join(folder, 'site')

/** The settings of the CMS and of everything that opens its database. */
export const settingsOf = ({ folder, cmsUrl, siteUrl, secret }: School) => ({
  DATABASE_URL: `file:${join(folder, 'cms.db')}`,
  MEDIA_DIR: join(folder, 'media'),
  PAYLOAD_SECRET: secret,
  CMS_URL: cmsUrl,
  SITE_URL: siteUrl,
})

/** Builds the site from what the CMS shows to visitors now. The server shows the new build at once. */
export function rebuild(of: School = school()): Promise<void> {
  return buildSite({
    cmsUrl: `http://127.0.0.1:${of.cmsPort}`,
    siteUrl: of.siteUrl,
    folder: siteFolderOf(of),
    log: join(of.folder, 'site-build.log'),
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
