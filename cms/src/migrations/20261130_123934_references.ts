import { MigrateUpArgs, MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`references\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`slug\` text NOT NULL,
  	\`document\` text,
  	\`target\` text NOT NULL,
  	\`field\` text NOT NULL,
  	\`node\` text,
  	\`words\` text,
  	\`required\` text,
  	\`live\` integer DEFAULT false NOT NULL,
  	\`newest\` integer DEFAULT false NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`target_slug_document_idx\` ON \`references\` (\`target\`,\`slug\`,\`document\`);`)
  await db.run(sql`CREATE INDEX \`slug_document_3_idx\` ON \`references\` (\`slug\`,\`document\`);`)
  await db.run(sql`ALTER TABLE \`document_tokens\` ADD \`trashed_live\` text;`)
  await db.run(sql`ALTER TABLE \`document_tokens\` ADD \`listed_at\` text;`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`references\`;`)
  await db.run(sql`ALTER TABLE \`document_tokens\` DROP COLUMN \`trashed_live\`;`)
  await db.run(sql`ALTER TABLE \`document_tokens\` DROP COLUMN \`listed_at\`;`)
}
