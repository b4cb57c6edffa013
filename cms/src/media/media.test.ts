import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { imageFormats, imageWidths, MediaSchema } from 'shared-types'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { env } from '../env'
import { startCms, type TestCms, type TestUser } from '../../test/cms'

let cms: TestCms
let publisher: TestUser
let uploads: string

beforeAll(async () => {
  cms = await startCms()
  publisher = await cms.user('publisher')
  uploads = env.MEDIA_DIR
}, 60_000)
afterAll(() => cms.stop())

/** A picture with shapes; another `seed` gives another picture. */
function picture(width: number, height: number, seed = 0) {
  const hue = (seed * 67) % 360
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="hsl(${hue} 60% 40%)"/><circle cx="30%" cy="40%" r="20%" fill="#fc8"/></svg>`
  return sharp(Buffer.from(svg))
}

interface Sent {
  bytes: Buffer | Uint8Array
  name: string
  type?: string
  data?: Record<string, unknown>
  as?: TestUser
  id?: string
  query?: string
}

function send({ bytes, name, type = 'image/png', data, id, query = '', ...who }: Sent) {
  const form = new FormData()
  form.set('file', new Blob([Uint8Array.from(bytes)], { type }), name)
  form.set('_payload', JSON.stringify(data ?? { alt: 'Shapes' }))
  const as = 'as' in who ? who.as : publisher
  return cms.request(id ? 'PATCH' : 'POST', `/api/media${id ? `/${id}` : ''}${query}`, { as, body: form })
}

const messageOf = (body: {
  errors: { message: string; data?: { errors?: { message: string; path: string }[] } }[]
}) => body.errors[0]?.data?.errors?.[0]?.message ?? body.errors[0]?.message

const files = () => (existsSync(uploads) ? readdirSync(uploads).sort() : [])

async function pdf(text = '') {
  const body = `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%${text}\nxref\n0 3\ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n9\n%%EOF\n`
  return Buffer.from(body)
}

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
    data: { alt: 'The catalog' },
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

test('the type follows from the content, not from the name', async () => {
  const { body } = await send({
    bytes: await picture(50, 50).jpeg().toBuffer(),
    name: 'photo.html',
    type: 'text/html',
  })
  expect(body.doc.filename).toMatch(/^photo-[0-9a-f]{10}\.jpg$/)
  expect(body.doc.mimeType).toBe('image/jpeg')
})

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
const half = async () => {
  const whole = await picture(800, 800).jpeg().toBuffer()
  return whole.subarray(0, whole.length / 2)
}
const isoMedia = (brand: string, other: string) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}\0\0\0\0${other}miaf`),
    Buffer.alloc(500),
  ])
const bomb = () =>
  sharp({ create: { width: 8000, height: 7000, channels: 3, background: '#fff' }, limitInputPixels: false })
    .png()
    .toBuffer()

test.each([
  ['an SVG', () => Buffer.from(svg), 'logo.svg', 'image/svg+xml', /SVG drawing.*Export the drawing as PNG/],
  [
    'an SVG with an XML head, named .png',
    () => Buffer.from(`<?xml version="1.0"?>\n${svg}`),
    'logo.png',
    'image/png',
    /SVG drawing/,
  ],
  [
    'an SVG with a script',
    () => Buffer.from(svg.replace('<rect', '<script>alert(1)</script><rect')),
    'x.svg',
    'image/svg+xml',
    /can carry scripts/,
  ],
  [
    'a web page named .png',
    () => Buffer.from('<!doctype html><script>alert(1)</script>'),
    'page.png',
    'image/png',
    /“page.png” is not what its name says: its content is a web page/,
  ],
  [
    'a GIF',
    () => Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64'),
    'dot.gif',
    'image/gif',
    /takes pictures \(JPEG, PNG, WebP\) and PDF/,
  ],
  ['an empty file', () => Buffer.alloc(0), 'empty.png', 'image/png', /is empty/],
  ['a JPEG cut off in the middle', half, 'cut.jpg', 'image/jpeg', /damaged or cut off/],
  [
    'a PDF cut off in the middle',
    async () => (await pdf()).subarray(0, 60),
    'cut.pdf',
    'application/pdf',
    /PDF that is damaged/,
  ],
  [
    'a small file that unfolds to 56 million pixels',
    bomb,
    'bomb.png',
    'image/png',
    /8000 × 7000 pixels; the most is 50 million/,
  ],
  [
    'a HEIC',
    () => isoMedia('heic', 'mif1'),
    'IMG_1.HEIC',
    'image/heic',
    /“IMG_1.HEIC” is a HEIC picture.*as JPEG/,
  ],
  ['a HEIC named .jpg', () => isoMedia('mif1', 'heic'), 'IMG_1.jpg', 'image/jpeg', /is a HEIC picture/],
  [
    'an AVIF',
    async () => await picture(40, 40).avif().toBuffer(),
    'a.avif',
    'image/avif',
    /“a.avif” is an AVIF picture/,
  ],
  ['a video', () => isoMedia('isom', 'mp42'), 'a.mp4', 'video/mp4', /is a video or a sound/],
  ['a TIFF', async () => await picture(40, 40).tiff().toBuffer(), 'a.tif', 'image/tiff', /is a TIFF picture/],
  [
    'a Word document',
    () => Buffer.from('PK\x03\x04 word/document.xml'),
    'a.docx',
    '',
    /Export a document as PDF/,
  ],
  [
    'bytes of no kind',
    () => Buffer.alloc(2000, 7),
    'a.png',
    'image/png',
    /of a kind that the media library does not know/,
  ],
  [
    'a PNG of 1 x 1',
    async () => await picture(1, 1).png().toBuffer(),
    'dot.png',
    'image/png',
    /too small: it has 1 × 1 pixels/,
  ],
  [
    'a PNG of 15 x 15',
    async () => await picture(15, 15).png().toBuffer(),
    'dot.png',
    'image/png',
    /too small/,
  ],
  [
    'a JPEG of 20,000 x 100',
    async () =>
      await sharp({ create: { width: 20_000, height: 100, channels: 3, background: '#777' } })
        .jpeg()
        .toBuffer(),
    'strip.jpg',
    'image/jpeg',
    /“strip.jpg” is too narrow: it has 20000 × 100 pixels/,
  ],
  [
    'a PNG of 1 x 300',
    async () => await picture(1, 300).png().toBuffer(),
    'line.png',
    'image/png',
    /too narrow/,
  ],
  [
    'a web page with a PDF in it',
    async () => Buffer.concat([Buffer.from('<html><script>1</script>'), await pdf()]),
    'page.pdf',
    'application/pdf',
    /content is a web page/,
  ],
  [
    'a PDF for the web that is cut off',
    async () => Buffer.from((await pdf()).toString().replace('/Catalog', '/Catalog/Linearized 1/L 99999')),
    'cut.pdf',
    'application/pdf',
    /PDF that is damaged/,
  ],
  [
    'a PDF that counts its positions from bytes before it',
    async () => {
      const file = Buffer.concat([Buffer.from('junk'), await pdf()]).toString()
      return Buffer.from(file.replace(/startxref\n9/, `startxref\n${file.indexOf('\nxref') + 1}`))
    },
    'report.pdf',
    'application/pdf',
    /a PDF with 4 bytes before its beginning that it cannot be read without/,
  ],
  [
    'a PDF whose header comes too late',
    async () => Buffer.concat([Buffer.alloc(1100, 10), await pdf()]),
    'late.pdf',
    'application/pdf',
    /its beginning is damaged/,
  ],
])('%s is refused with its reason', async (_, bytes, name, type, message) => {
  const before = files()
  const { status, body } = await send({ bytes: await bytes(), name, type })
  expect(status).toBe(400)
  expect(messageOf(body)).toMatch(message)
  expect(body.errors[0].data.errors[0].path, 'where the admin shows it').toBe('file')
  expect(files()).toEqual(before)
})

test.each([
  ['a byte order mark before it', async () => [Buffer.from('\uFEFF'), await pdf('bom')]],
  ['a line break before it', async () => [Buffer.from('\r\n'), await pdf('break')]],
  ['1024 bytes before it', async () => [Buffer.alloc(1024, 10), await pdf('late')]],
  ['3000 zeros after it', async () => [await pdf('zeros'), Buffer.alloc(3000)]],
  ['300 kB of zeros after it', async () => [await pdf('many zeros'), Buffer.alloc(300_000)]],
  [
    'text of a server after it',
    async () => [await pdf('server'), Buffer.from('\n<!-- made in 0.2 s -->'.repeat(200))],
  ],
])('a PDF with %s is taken without them', async (_, parts) => {
  const bytes = Buffer.concat(await parts())
  const { status, body } = await send({
    bytes,
    name: 'scan.pdf',
    type: 'application/pdf',
    data: { alt: 'A scan' },
  })
  expect([status, messageOf({ errors: [], ...body })]).toEqual([201, undefined])
  expect(body.doc.mimeType).toBe('application/pdf')
  const stored = (await cms.request('GET', `/api/media/file/${body.doc.filename}`)).body as string
  expect([stored.slice(0, 9), stored.slice(-7)]).toEqual(['%PDF-1.4\n', '\n%%EOF\n'])
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
