import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { AssetPool } from './asset-pool'
import { openSiteFolder } from './site-folder'

const disk = mkdtempSync(join(tmpdir(), 'full-disk-test-'))
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status === 0
afterAll(() => {
  if (isMounted) spawnSync('umount', [disk])
  rmSync(disk, { recursive: true })
})

const note = {
  ...{ revision: 'r', bundle: 'b', today: '2026-09-01', madeAt: '2026-09-01T00:00:00.000Z', pages: 1 },
  siteUrl: 'http://localhost',
  csp: { scripts: [], styles: [] },
}
const why = isMounted ? '' : ' (skipped: a small disk can only be made by root, with mount)'

test.skipIf(!isMounted)(
  `a full disk leaves the live release as it is, and says what to do${why}`,
  async () => {
    const site = openSiteFolder(join(disk, 'site'))
    const full = await site.startFull()
    writeFileSync(join(full.root, 'index.html'), 'home')
    await site.commitFull(full, note)
    await site.switchTo(1)
    await site.prepareNext()
    const large = 'x'.repeat(300_000)
    const write = new Map([
      ['index.html', 'new home'],
      ...Array.from({ length: 12 }, (_, index): [string, string] => [`p/${index}/index.html`, large]),
    ])
    await expect(site.commit({ write, remove: [], note })).rejects.toThrow(
      /^The disk became full during the release: .* has .* free\. Free some space/,
    )
    expect(site.currentRelease()).toBe(1)
    expect(readFileSync(join(site.dir, 'current/site/index.html'), 'utf8')).toBe('home')
    const picture = new AssetPool(site.dir).add('media', 'a-1a2b.jpg', Buffer.alloc(3_000_000))
    await expect(picture).rejects.toThrow('The disk became full during the copy of a-1a2b.jpg')
    expect(readdirSync(join(site.dir, 'pool/media'))).toEqual([])

    await site.commit({ write: new Map([['index.html', 'small']]), remove: [], note })
    await site.switchTo(2)
    await site.close()
    expect(readdirSync(join(site.dir, 'releases')).filter((name) => !name.startsWith('.spare'))).toEqual([
      '000001',
      '000002',
    ])
    expect(readFileSync(join(site.dir, 'current/site/index.html'), 'utf8')).toBe('small')
  },
)
