import type { DocumentRead, DrawCard, Page, PageRenderer, RenderedPage } from 'site/bundle'
import { requireSafeFile } from '../releases/file-names'
import { type PageRecord, pageRecord } from './page-records'
import type { ScanPage } from './page-scan'
import { TimeoutError, underWatchdog } from './watchdog'

/** A page that was rendered in this process. */
export interface FreshPage {
  record: PageRecord
  body: RenderedPage['body']
}

/** A page that cannot be made. Survives JSON unchanged. */
export interface PageFailure {
  page: Page
  /** What went wrong, without a full stop and without the name of the page: `it is empty`. */
  reason: string
  /** The documents that the page has read until then. */
  reads: readonly DocumentRead[]
  /** It took too long and was ended. The renderer must not be used again. */
  isEnded: boolean
}

/** Renders a page and scans it. Gives the failure when it cannot be rendered, written, or shown to visitors. */
export async function makePage(
  renderer: PageRenderer,
  page: Page,
  scan: ScanPage,
  drawCard?: DrawCard,
): Promise<FreshPage | PageFailure> {
  try {
    requireSafeFile(page.file)
    return await underWatchdog(async () => {
      const rendered = await renderer.render(page, drawCard)
      const record = pageRecord(scan, page, rendered)
      const [flaw] = record.scan.flaws ?? []
      if (flaw) throw new Error(`it ${flaw}`)
      return { record, body: rendered.body }
    })
  } catch (error) {
    const { message } = error as Error
    const isEnded = error instanceof TimeoutError
    // A bundle that an older version compiled cannot tell.
    const reads = (renderer as Partial<PageRenderer>).documentsRead?.() ?? []
    return { page, reason: reasonIn(message, page), reads, isEnded }
  }
}

const reasonIn = (message: string, { path }: Page): string =>
  message.replace(`Could not render ${path}: `, '').replace(/\.$/, '')
