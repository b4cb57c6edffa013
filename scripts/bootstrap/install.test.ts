import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { whyInstall } from './install.mjs'

let folder = ''

const lock = (version: string) =>
  JSON.stringify({
    packages: {
      '': { name: 'top' },
      cms: { version: '1.0.0' },
      'node_modules/zod': { version },
      'node_modules/only-on-macos': { version: '1.0.0', optional: true },
    },
  })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-test-'))
  writeFileSync(join(folder, 'package-lock.json'), lock('4.0.0'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function installed(version: string) {
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
  symlinkSync(process.execPath, join(folder, 'node_modules/.bin/node'))
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), lock(version))
}

test('packages are installed when there are none', () => {
  expect(whyInstall(folder)).toBe('they are not installed yet')
})

test('packages are installed again when the lockfile asks for other versions', () => {
  installed('3.0.0')
  expect(whyInstall(folder)).toBe('package-lock.json asks for another version of node_modules/zod')
})

test('nothing is installed when node_modules is what the lockfile says', () => {
  installed('4.0.0')
  expect(whyInstall(folder)).toBeUndefined()
})

test('packages are installed again when their Node does not run here', () => {
  installed('4.0.0')
  rmSync(join(folder, 'node_modules/.bin/node'))
  expect(whyInstall(folder)).toBe('the Node of the project does not run here')
})
