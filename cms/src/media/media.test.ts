import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { imageFormats, imageWidths, MediaSchema } from 'shared-types'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { env } from '../env'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { messageOf, pdf, picture, type SentFile, sendFile } from '../../test/uploads'

let cms: TestCms
let publisher: TestUser
let uploads: string

beforeAll(async () => {
  cms = await startCms()
  publisher = await cms.user('publisher')
  uploads = env.MEDIA_DIR
}, 60_000)
afterAll(() => cms.stop())

const send = (file: SentFile) => sendFile(cms, { as: publisher, ...file })
const files = () => (existsSync(uploads) ? readdirSync(uploads).sort() : [])

test('a picture gets a name with a hash, its derivatives without enlargement, and its colour', async () => {
  const { status, body } = await send({
    bytes: await picture(1000, 500).png().toBuffer(),
    name: 'Tube Rack (final) ä.PNG',
  })
  expect(status).toBe(201)
  const { doc } = body
  expect(doc.filename).toMatch(/^tube-rack-final-a-[0-9a-f]{10}\.png$/)
  expect(doc).toMatchObject({ mimeType: 'image/png', width: 1000, height: 500, focalX: 50, focalY: 50 })
  expect(doc.dominantColor).toMatch(/^#[0-9a-f]{6}$/)
  const made = Object.entries(doc.sizes).filter(([, size]) => (size as { filename?: string }).filename)
  expect(made.map(([name]) => name).sort()).toEqual(['avif480', 'avif800', 'webp480', 'webp800'])
  for (const [name, value] of made) {
    const size = value as {
      filename: string
      width: number
      height: number
      mimeType: string
      filesize: number
    }
    const metadata = await sharp(join(uploads, size.filename)).metadata()
    expect(metadata.width).toBe(size.width)
    expect(metadata.height).toBe(size.height)
    expect(size.height).toBe(size.width / 2)
    expect(metadata.format).toBe(name.startsWith('avif') ? 'heif' : 'webp')
    expect(size.mimeType).toBe(`image/${name.slice(0, 4)}`)
  }
  const parsed = MediaSchema.parse((await cms.request('GET', `/api/media/${doc.id}?depth=0`)).body)
  expect(parsed.sizes).toHaveLength(4)
})

test('a wide picture gets every width in every format', async () => {
  const { body } = await send({
    bytes: await picture(1600, 900).jpeg().toBuffer(),
    name: 'wide.jpg',
    type: 'image/jpeg',
  })
  const names = imageWidths.flatMap((width) => imageFormats.map((format) => `${format}${width}`))
  for (const name of names) expect(body.doc.sizes[name].filename, name).toBeTruthy()
})

test('a photograph is turned upright and loses its location', async () => {
  const photo = await picture(600, 300)
    .jpeg()
    .withExif({
      IFD0: { Copyright: 'Somebody' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 36/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()
  expect((await sharp(photo).metadata()).orientation).toBe(6)
  expect((await sharp(photo).metadata()).exif?.length).toBeGreaterThan(0)
  const { body } = await send({ bytes: photo, name: 'IMG_0001.JPG', type: 'image/jpeg' })
  expect(body.doc).toMatchObject({ width: 300, height: 600, mimeType: 'image/jpeg' })
  for (const filename of [body.doc.filename, body.doc.sizes.avif480?.filename].filter(Boolean)) {
    const metadata = await sharp(join(uploads, filename)).metadata()
    expect(metadata.exif).toBeUndefined()
    expect(metadata.orientation).toBeUndefined()
  }
})

test('a WebP stays a WebP; a PDF keeps its bytes and is sent as a download', async () => {
  const webp = await send({
    bytes: await picture(500, 500).webp().toBuffer(),
    name: 'a.webp',
    type: 'image/webp',
  })
  expect(webp.body.doc).toMatchObject({ mimeType: 'image/webp', width: 500 })
  const stored = await sharp(join(uploads, webp.body.doc.filename)).metadata()
  expect(stored.format).toBe('webp')

  const bytes = await pdf()
  const { body } = await send({
    bytes,
    name: 'Catalog 2027.pdf',
    type: 'application/pdf',
    data: { alt: 'The catalog', published: true },
  })
  expect(body.doc.filename).toMatch(/^catalog-2027-[0-9a-f]{10}\.pdf$/)
  expect(body.doc).toMatchObject({ mimeType: 'application/pdf', filesize: bytes.length })
  expect(
    MediaSchema.safeParse((await cms.request('GET', `/api/media/${body.doc.id}?depth=0`)).body).success,
  ).toBe(true)
  const file = await cms.request('GET', `/api/media/file/${body.doc.filename}`)
  expect(file.status).toBe(200)
  expect(file.body).toBe(bytes.toString())
  expect(file.headers.get('content-disposition')).toBe('attachment')
  expect(file.headers.get('x-content-type-options')).toBe('nosniff')
})

test('30 MB are refused before they are read to the end', async () => {
  const chunk = Buffer.alloc(1024 * 1024, 1)
  let sent = 0
  const head =
    '--x\r\nContent-Disposition: form-data; name="file"; filename="big.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(Buffer.from(head)),
    pull: (controller) => (sent++ < 30 ? controller.enqueue(chunk) : controller.close()),
  })
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x' }
  const answer = await cms.request('POST', '/api/media', { as: publisher, body, headers })
  expect(answer.status).toBe(413)
  expect(messageOf(answer.body)).toMatch(/larger than 15 MB.*3200 pixels/)
  expect(sent).toBeLessThan(20)
})

test('a picture needs alternative text, unless it is decorative', async () => {
  const bytes = await picture(60, 60, 1).png().toBuffer()
  const before = files()
  const { status, body } = await send({ bytes, name: 'no-alt.png', data: { alt: '  ' } })
  expect(status).toBe(400)
  expect(messageOf(body)).toMatch(/Say what this shows/)
  expect(files(), 'a refused upload leaves no file').toEqual(before)
  const decorative = await send({ bytes, name: 'no-alt.png', data: { decorative: true } })
  expect(decorative.status).toBe(201)
})

test('two pictures never share a name, and neither do two documents with the same picture', async () => {
  const one = await send({ bytes: await picture(500, 60, 2).png().toBuffer(), name: 'same.png' })
  const other = await send({ bytes: await picture(500, 60, 3).png().toBuffer(), name: 'same.png' })
  const again = await send({ bytes: await picture(500, 60, 2).png().toBuffer(), name: 'same.png' })
  const names = [one, other, again].flatMap(({ body }) => [
    body.doc.filename,
    body.doc.sizes.webp480.filename,
  ])
  expect(new Set(names).size).toBe(6)
})

test('a new file gets a new name, and a refused one leaves the old file in place', async () => {
  const { body } = await send({ bytes: await picture(500, 80, 4).png().toBuffer(), name: 'old.png' })
  const { id, filename } = body.doc
  const refused = await send({
    id,
    bytes: await picture(500, 80, 5).png().toBuffer(),
    name: 'new.png',
    data: { alt: '' },
  })
  expect(refused.status).toBe(400)
  expect((await cms.request('GET', `/api/media/file/${filename}`)).status).toBe(200)

  const replaced = await send({ id, bytes: await picture(500, 80, 5).png().toBuffer(), name: 'old.png' })
  expect(replaced.body.doc.filename).not.toBe(filename)
  expect((await cms.request('GET', `/api/media/file/${replaced.body.doc.filename}`)).status).toBe(200)
  expect((await cms.request('GET', `/api/media/file/${filename}`)).status).toBe(404)
})

test('a request can neither set the fields about files nor crop a picture under its old name', async () => {
  const { body } = await send({ bytes: await picture(900, 600, 6).png().toBuffer(), name: 'true.png' })
  const changed = await cms.request(
    'PATCH',
    `/api/media/${body.doc.id}?uploadEdits[crop][width]=10&uploadEdits[crop][height]=10&uploadEdits[focalPoint][x]=20&uploadEdits[focalPoint][y]=300`,
    {
      as: publisher,
      body: {
        mimeType: 'text/html',
        width: 1,
        dominantColor: 'red',
        filename: 'x.html',
        sizes: { avif480: { filename: 'x' } },
      },
    },
  )
  expect(changed.status).toBe(200)
  for (const field of ['filename', 'mimeType', 'width', 'dominantColor', 'sizes']) {
    expect(changed.body.doc[field], field).toEqual(body.doc[field])
  }
  expect(changed.body.doc).toMatchObject({ focalX: 20, focalY: 100 })
})

test('a document cannot be created without a file, and no URL in the request is fetched', async () => {
  const body = { alt: 'x', filename: 'a.png', url: 'http://127.0.0.1:9/a.png' }
  const answer = await cms.request('POST', '/api/media', { as: publisher, body })
  expect(answer.status).toBe(400)
  expect(messageOf(answer.body)).toBe('Choose a file to upload.')
})

test('an upload without the right to upload is not processed', async () => {
  const author = await cms.user('author')
  const bytes = Buffer.from('this would be refused as a file')
  for (const as of [undefined, author]) {
    expect((await send({ bytes, name: 'x.png', as })).status).toBe(403)
  }
})

test('the files of a picture in the trash are gone for visitors, and back when it is', async () => {
  const { body } = await send({ bytes: await picture(500, 90, 7).png().toBuffer(), name: 'trash.png' })
  const { id, sizes } = body.doc
  const address = `/api/media/file/${sizes.avif480.filename}`
  expect((await cms.request('GET', address)).status).toBe(200)
  await cms.request('PATCH', `/api/media/${id}`, {
    as: publisher,
    body: { deletedAt: new Date().toISOString() },
  })
  expect((await cms.request('GET', address)).status).toBe(404)
  expect((await cms.request('GET', address, { as: publisher })).status).toBe(200)
  await cms.request('PATCH', `/api/media/${id}?trash=true`, { as: publisher, body: { deletedAt: null } })
  expect((await cms.request('GET', address)).status).toBe(200)
})

test('twenty uploads at once all succeed, and other saves succeed meanwhile', async () => {
  const sent = Array.from({ length: 20 }, async (_, seed) =>
    send({
      bytes: await picture(900, 600, 20 + seed)
        .png()
        .toBuffer(),
      name: 'many.png',
    }),
  )
  const saved = Array.from({ length: 5 }, (_, index) =>
    cms.payload.create({ collection: 'categories', draft: true, data: { title: `Category ${index}` } }),
  )
  await Promise.all(saved)
  expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(Array(20).fill(201))
}, 60_000)

test('files that no document uses any more are deleted', async () => {
  const { body } = await send({ bytes: await picture(500, 95, 8).png().toBuffer(), name: 'gone.png' })
  const replaced = await send({
    id: body.doc.id,
    bytes: await picture(500, 95, 9).png().toBuffer(),
    name: 'stays.png',
  })
  const other = await send({ bytes: await picture(500, 95, 10).png().toBuffer(), name: 'deleted.png' })
  await cms.payload.delete({ collection: 'media', id: other.body.doc.id })
  const another = await send({ bytes: await picture(500, 95, 11).png().toBuffer(), name: 'deleted.png' })
  for (const query of ['select[alt]=true', 'select[filename]=false']) {
    const { body } = await send({ bytes: await picture(500, 95, 12).png().toBuffer(), name: 'deleted.png' })
    const address = `/api/media/${body.doc.id}?${query}`
    expect((await cms.request('DELETE', address, { as: publisher })).status).toBe(200)
  }
  const trashed = await send({ bytes: await picture(500, 95, 13).png().toBuffer(), name: 'deleted.png' })
  const ids = [another, trashed].map(({ body }) => body.doc.id)
  for (const action of ['trash', 'delete']) {
    const body = { action, ids, isTrash: action === 'delete' }
    expect((await cms.request('POST', '/api/media/bulk', { as: publisher, body })).status).toBe(200)
  }
  const left = () => files().filter((name) => /^(gone|stays|deleted)-/.test(name))
  await expect
    .poll(left, { timeout: 15_000, interval: 500 })
    .toEqual(
      [
        replaced.body.doc.filename,
        replaced.body.doc.sizes.avif480.filename,
        replaced.body.doc.sizes.webp480.filename,
      ].sort(),
    )
}, 30_000)

test('texts are checked before a picture is made, and Payload’s limits of length hold', async () => {
  const damaged = (await picture(1000, 500).png().toBuffer()).subarray(0, 1000)
  const answer = async (data: Record<string, unknown>) => {
    const { status, body } = await send({ bytes: damaged, name: 'damaged.png', data })
    return [status, messageOf(body)]
  }
  expect(await answer({ alt: 'Shapes' })).toEqual([400, expect.stringContaining('is damaged')])
  expect(await answer({ alt: ' ' })).toEqual([400, expect.stringContaining('Say what this shows')])
  expect(await answer({ alt: 'x'.repeat(251) })).toEqual([400, expect.stringContaining('250')])
  expect(await answer({ alt: 'Shapes', caption: 'x'.repeat(301) })).toEqual([
    400,
    expect.stringContaining('300'),
  ])
})

test('a new file keeps the alternative text that is stored', async () => {
  const { body } = await send({ bytes: await picture(100, 50).png().toBuffer(), name: 'one.png' })
  const replaced = await send({
    bytes: await picture(100, 50, 7).png().toBuffer(),
    name: 'two.png',
    id: body.doc.id,
    data: { caption: 'Another file' },
  })
  expect([replaced.status, replaced.body.doc?.alt]).toEqual([200, 'Shapes'])
})
