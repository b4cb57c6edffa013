import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seoPlugin } from '@payloadcms/plugin-seo'
import { buildConfig } from 'payload'
import { Categories } from './collections/Categories'
import { Certifications } from './collections/Certifications'
import { Cohorts } from './collections/Cohorts'
import { Courses } from './collections/Courses'
import { Externships } from './collections/Externships'
import { Faqs } from './collections/Faqs'
import { Locations } from './collections/Locations'
import { Media } from './collections/Media'
import { Pages } from './collections/Pages'
import { Partners } from './collections/Partners'
import { People } from './collections/People'
import { Posts } from './collections/Posts'
import { Redirects } from './collections/Redirects'
import { Testimonials } from './collections/Testimonials'
import { Users } from './collections/Users'
import { LiveFindings } from './attention/LiveFindings'
import { showAttention } from './attention/show-attention'
import { forgetFindings, storeFindingsAfterSave } from './attention/store-findings'
import { addSessionsToUserOfNow } from './auth/sign-in-session'
import { SignInAttempts } from './auth/SignInAttempts'
import { withoutForeignCookies } from './auth/foreign-cookies'
import { noteUnreadUsers } from './requests/unread-user'
import { databaseAdapter } from './database/adapter'
import { retryOperations } from './database/retry-operations'
import { nameBulkChanges } from './bulk/bulk-endpoints'
import { wholeBulkWrites } from './database/whole-bulk-writes'
import { env } from './env'
import { richTextEditor } from './rich-text/rich-text'
import { Announcement } from './globals/Announcement'
import { Claims } from './globals/Claims'
import { Disclosures } from './globals/Disclosures'
import { Footer } from './globals/Footer'
import { Header } from './globals/Header'
import { Home } from './globals/Home'
import { SiteSettings } from './globals/SiteSettings'
import { fileTooLarge, maxFileSize } from './media/accepted-file'
import { publishUsedPictures } from './media/published-pictures'
import { logOptions } from './logging'
import { migrations } from './migrations'
import { enforceAccess } from './access/enforce-access'
import { Releases } from './releases/Releases'
import { changeLiveVersion } from './saves/live-writes'
import { recordChanges } from './webhooks/record-changes'
import { WebhookDeliveries } from './webhooks/WebhookDeliveries'
import { claimJobs, withClaims } from './schedule/job-claims'
import { retryScheduledPublishing } from './schedule/publish-jobs'
import { DocumentTokens } from './saves/DocumentTokens'
import { Edits } from './saves/Edits'
import { OpenForms } from './saves/OpenForms'
import { compareTokens } from './saves/if-match'
import { References } from './references/References'
import { refuseToEmptyFields } from './where-used/refuse-to-empty-fields'
import { showWhereUsed } from './where-used/show-where-used'
import { recordEdits } from './saves/record-edits'
import { restoreVersions } from './saves/restore-version'
import { callBeforePublish } from './saves/before-publish'
import { saveEndpoints } from './saves/save-endpoints'
import { DraftLinks } from './preview/DraftLinks'
import { findNewClaims } from './checks/new-claims'
import { askBeforePublish } from './checks/publish-warnings'
import { showChecks } from './checks/show-checks'
import { showPreviews } from './preview/show-previews'
import { showReleases } from './releases/show-releases'
import { showSchedule } from './schedule/show-schedule'
import { showSaves } from './saves/show-saves'
import { cleanTexts } from './fields/clean-text'
import { clearHiddenFields } from './fields/hidden-fields'
import { unpublishAlways } from './fields/unpublish'
import { jobsAccess, restrictPayloadCollections } from './access/payload-collections'
import { checkRequests } from './requests/check-requests'
import { limits } from './requests/limits'

const src = dirname(fileURLToPath(import.meta.url))

export default buildConfig({
  // Payload adds it to the empty list `csrf`: only pages of the CMS itself may use the cookie of a session.
  serverURL: env.CMS_URL,
  cors: [env.CMS_URL],
  onInit: (payload) => {
    withoutForeignCookies(payload)
    noteUnreadUsers(payload)
    addSessionsToUserOfNow(payload)
    claimJobs(payload)
    retryOperations(payload)
  },
  secret: env.PAYLOAD_SECRET,
  db: databaseAdapter(env.DATABASE_URL, { prodMigrations: migrations }),
  telemetry: false,
  logger: logOptions,
  graphQL: { disable: true },
  admin: {
    user: Users.slug,
    avatar: 'default',
    meta: { titleSuffix: ' · AlliedRx', defaultOGImageType: 'off' },
    components: { providers: ['/admin/AccessibleMarkup#AccessibleMarkup'] },
    importMap: { baseDir: src },
  },
  // The order of the groups in the admin's menu.
  collections: [
    Posts,
    Categories,
    Courses,
    Cohorts,
    Certifications,
    Externships,
    Partners,
    People,
    Faqs,
    Testimonials,
    Locations,
    Pages,
    Media,
    Redirects,
    Users,
    Releases,
    WebhookDeliveries,
    DocumentTokens,
    Edits,
    OpenForms,
    DraftLinks,
    SignInAttempts,
    References,
    LiveFindings,
  ],
  globals: [SiteSettings, Home, Header, Footer, Announcement, Disclosures, Claims],
  editor: richTextEditor(),
  // No `sharp` here: pictures are made by media/picture.ts, one at a time and outside transactions.
  upload: {
    // The parser stops at a file of this size, so one of exactly maxFileSize needs one byte more. Forms send their fields as one
    // text, which may be as long as a body of JSON.
    limits: { fileSize: maxFileSize + 1, fieldSize: limits.bodyBytes },
    abortOnLimit: true,
    responseOnLimit: fileTooLarge,
  },
  // Each instance runs what is due, every ten seconds; scheduled publishing needs it.
  jobs: {
    access: jobsAccess,
    autoRun: [{ cron: '*/10 * * * * *', queue: 'default' }],
    jobsCollectionOverrides: withClaims,
  },
  // seoPlugin adds only its translations: collections place the SEO fields of fields/seo.ts in their tabs.
  // wholeBulkWrites is last, because its hook must run after those of the others.
  plugins: [
    seoPlugin({}),
    cleanTexts,
    clearHiddenFields,
    enforceAccess,
    showWhereUsed,
    showSchedule,
    showChecks,
    showReleases,
    showAttention,
    showPreviews,
    unpublishAlways,
    changeLiveVersion,
    publishUsedPictures,
    askBeforePublish,
    showSaves,
    recordChanges(refuseToEmptyFields),
    callBeforePublish(findNewClaims),
    saveEndpoints,
    restoreVersions,
    compareTokens,
    recordEdits({ afterLiveChange: storeFindingsAfterSave, afterDelete: forgetFindings }),
    nameBulkChanges,
    wholeBulkWrites,
  ],
  typescript: { outputFile: resolve(src, '../../shared-types/src/payload-types.ts'), declare: false },
})
  .then(restrictPayloadCollections)
  .then(retryScheduledPublishing)
  .then(checkRequests)
