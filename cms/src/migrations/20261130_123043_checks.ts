import { MigrateUpArgs, MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`categories\` ADD \`needs_review\` integer DEFAULT false;`)
  await db.run(sql`ALTER TABLE \`_categories_v\` ADD \`version_needs_review\` integer DEFAULT false;`)
  await db.run(sql`ALTER TABLE \`edits\` ADD \`overrides\` text;`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`categories\` DROP COLUMN \`needs_review\`;`)
  await db.run(sql`ALTER TABLE \`_categories_v\` DROP COLUMN \`version_needs_review\`;`)
  await db.run(sql`ALTER TABLE \`edits\` DROP COLUMN \`overrides\`;`)
}
