import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { inRoot, projectEnv } from '../bootstrap/root.mjs'

const moduleOf = (path: string) => JSON.stringify(pathToFileURL(inRoot(path)).href)
const program = `
  import { runCommand } from ${moduleOf('scripts/bootstrap/refusal.mjs')}
  import { requireSettings } from ${moduleOf('scripts/dev/options.ts')}
  await runCommand(requireSettings)`

/** What `npm start` says about these settings before it builds anything. */
function check(settings: Record<string, string>) {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program]
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: inRoot('scripts'),
    env: projectEnv({ ...production, ...settings }),
    encoding: 'utf8',
  })
  return { status, stderr }
}

const production = {
  CMS_URL: 'https://cms.school.example',
  SITE_URL: 'https://www.school.example',
  DATABASE_URL: 'file:./data/cms.db',
  MEDIA_DIR: 'data/media',
  SITE_DIR: 'data/site',
  PAYLOAD_SECRET: '4f1c2a9be07d4b86a3c59d1e70f2b8c6',
  WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  TRUSTED_PROXIES: '1',
}

test('with unsafe settings npm start stops at once and names all of them', () => {
  expect(check({})).toEqual({ status: 0, stderr: '' })
  const { status, stderr } = check({
    CMS_URL: 'http://cms.school.example',
    SITE_URL: 'http://www.school.example',
    PAYLOAD_SECRET: '1234567812345678'.repeat(2),
  })
  expect(status).toBe(1)
  expect(stderr).toMatch(/^\nStopped: some settings must be corrected\.\nWhy: /)
  for (const name of ['CMS_URL', 'SITE_URL', 'PAYLOAD_SECRET']) expect(stderr).toContain(`\n  ${name}: `)
  expect(stderr).not.toContain('    at ')
  expect(stderr).not.toContain('12345678')
})
