import { MigrateUpArgs, MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`edits\` ADD \`draft\` text;`)
  await db.run(sql`ALTER TABLE \`edits\` ADD \`road\` text;`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`edits\` DROP COLUMN \`draft\`;`)
  await db.run(sql`ALTER TABLE \`edits\` DROP COLUMN \`road\`;`)
}
