import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { documentPath, linkableCollections } from 'shared-types'
import { buildSite } from 'publisher/astro-build'
import { filesOf } from 'publisher/built-files'
import { addressOf, builtFiles, isForwarding, readBuilt } from './built-site'
import { expect, test } from './quiet-page'
import { testStack } from './test-stack'
import { htmlProblems } from './valid-html'

const pages = () => builtFiles().filter((file) => file.endsWith('.html'))
const htmlOf = (file: string) => readBuilt(file).toString('utf8')
const text = /\.(html|css|js|json|xml|txt|ics|svg|webmanifest)$/

test('every published document with a page is built, and nothing beyond the first ten is lost', async () => {
  const built = new Set(pages().map(addressOf))
  const missing: string[] = []
  for (const collection of linkableCollections) {
    const response = await fetch(`${testStack().cmsUrl}/api/${collection}?depth=0&limit=500`)
    const { docs } = (await response.json()) as { docs: { slug: string }[] }
    expect(docs.length, `${collection} in the CMS`).toBeGreaterThan(0)
    if (collection === 'posts') expect(docs.length).toBeGreaterThanOrEqual(11)
    for (const { slug } of docs) {
      const address = documentPath(collection, slug)
      if (!built.has(address)) missing.push(address)
    }
  }
  expect(missing).toEqual([])
})

test('the static build of the sample school is what the publisher made of it, byte for byte', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'static-build-'))
  try {
    const { cmsUrl, siteUrl } = testStack()
    const site = join(folder, 'site')
    await buildSite({ cmsUrl, siteUrl, folder: site, log: join(folder, 'build.log') })
    expect(filesOf(site).toSorted()).toEqual(builtFiles().toSorted())
    const others = filesOf(site).filter((file) => !readFileSync(join(site, file)).equals(readBuilt(file)))
    expect(others).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('every page is valid HTML', async () => {
  const problems: string[] = []
  for (const file of pages()) problems.push(...(await htmlProblems(htmlOf(file), file)))
  expect(problems).toEqual([])
})

test('every link, picture, style and fragment inside the site leads somewhere', () => {
  const files = new Set(builtFiles())
  const forwards = JSON.parse(readBuilt('redirects.json').toString('utf8')) as Record<string, string>
  const idsOf = new Map<string, Set<string>>()
  const ids = (file: string) => {
    const known = idsOf.get(file)
    if (known) return known
    const found = new Set([...htmlOf(file).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id ?? ''))
    idsOf.set(file, found)
    return found
  }
  const broken: string[] = []
  let followed = 0
  for (const page of pages()) {
    const html = htmlOf(page)
    const base = new URL(addressOf(page), testStack().siteUrl)
    const single = [...html.matchAll(/\s(?:href|src|poster)="([^"]*)"/g)].map(([, value]) => value ?? '')
    const several = [...html.matchAll(/\ssrcset="([^"]*)"/gi)].flatMap(([, value]) =>
      (value ?? '').split(',').map((candidate) => candidate.trim().split(/\s+/)[0] ?? ''),
    )
    for (const raw of [...single, ...several]) {
      const target = new URL(raw.replaceAll('&amp;', '&'), base)
      if (target.origin !== base.origin) continue
      followed++
      const path = decodeURIComponent(target.pathname)
      const file = path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1)
      if (!files.has(file) && !(path in forwards)) broken.push(`${page}: ${raw} is no page and no file`)
      else if (target.hash && files.has(file) && !ids(file).has(decodeURIComponent(target.hash.slice(1)))) {
        broken.push(`${page}: ${raw} has no such place`)
      }
    }
  }
  expect(followed).toBeGreaterThan(500)
  expect(broken).toEqual([])
})

test('nothing of the CMS is in the output: no address, no field of its own, no inline style', () => {
  const { cmsPort } = testStack()
  const found: string[] = []
  for (const file of builtFiles().filter((name) => text.test(name))) {
    const content = readBuilt(file).toString('utf8')
    for (const secret of [
      `:${cmsPort}`,
      '127.0.0.1',
      '/api/media',
      'agreementStatus',
      '"_status"',
      testStack().secret,
    ]) {
      if (content.includes(secret)) found.push(`${file} holds ${secret}`)
    }
    if (file.endsWith('.html') && /<[a-z][^>]*\sstyle="/i.test(content))
      found.push(`${file} has a style attribute`)
  }
  expect(found).toEqual([])
})

test('the sitemap lists exactly the pages that may be found', () => {
  const listedIn = (file: string) =>
    [
      ...readBuilt(file)
        .toString('utf8')
        .matchAll(/<loc>([^<]+)<\/loc>/g),
    ].map(([, address]) => new URL(address ?? '').pathname)
  const listed = listedIn('sitemap.xml').flatMap((part) => listedIn(part.slice(1)))
  const indexable = pages()
    .filter((file) => file !== '404.html')
    .filter(
      (file) =>
        !isForwarding(htmlOf(file)) && !/<meta name="robots" content="[^"]*noindex/.test(htmlOf(file)),
    )
    .map(addressOf)
  expect(listed.toSorted()).toEqual(indexable.toSorted())
})

test('each page has one main heading, headings in order, a title and a description', () => {
  const problems: string[] = []
  for (const file of pages()) {
    const html = htmlOf(file)
    if (isForwarding(html)) continue
    const levels = [...html.matchAll(/<h([1-6])[\s>]/g)].map(([, level]) => Number(level))
    if (levels.filter((level) => level === 1).length !== 1) problems.push(`${file} has not one h1`)
    levels.forEach((level, index) => {
      const before = levels[index - 1] ?? level
      if (level > before + 1) problems.push(`${file}: h${level} follows h${before}`)
    })
    if (!/<title>[^<]+<\/title>/.test(html)) problems.push(`${file} has no title`)
    if (!/<meta name="description" content="[^"]+"/.test(html)) problems.push(`${file} has no description`)
    for (const [, json] of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
      JSON.parse(json ?? '')
    }
  }
  expect(problems).toEqual([])
})

test('a course is shared with the card in its own color', () => {
  const courses = pages().filter((file) => /^courses\/(?!compare\/)[^/]+\/index\.html$/.test(file))
  expect(courses.length).toBeGreaterThanOrEqual(6)
  for (const file of courses) {
    const picture = /<meta property="og:image" content="([^"]+)"/.exec(htmlOf(file))?.[1]
    if (!isForwarding(htmlOf(file)))
      expect(picture, file).toMatch(new RegExp(`${addressOf(file)}card\\.png$`))
  }
})

test('the feed lists the newest posts', () => {
  const feed = readBuilt('rss.xml').toString('utf8')
  expect(feed.match(/<item>/g)?.length).toBeGreaterThanOrEqual(10)
})
