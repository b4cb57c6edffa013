import { MigrateUpArgs, MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`document_tokens\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`token\` numeric NOT NULL,
  	\`live_token\` numeric,
  	\`edit\` text NOT NULL
  );
  `)
  await db.run(sql`CREATE TABLE \`edits\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`slug\` text NOT NULL,
  	\`document\` text,
  	\`token\` numeric NOT NULL,
  	\`version\` text,
  	\`user_id\` text,
  	\`user_name\` text,
  	\`action\` text NOT NULL,
  	\`live\` integer,
  	\`fields\` text NOT NULL,
  	\`request\` text,
  	\`since\` text NOT NULL,
  	\`until\` text NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`edits_request_idx\` ON \`edits\` (\`request\`);`)
  await db.run(sql`CREATE INDEX \`slug_document_token_idx\` ON \`edits\` (\`slug\`,\`document\`,\`token\`);`)
  await db.run(sql`CREATE TABLE \`open_forms\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`slug\` text NOT NULL,
  	\`document\` text,
  	\`user_id\` text NOT NULL,
  	\`user_name\` text NOT NULL,
  	\`seen_at\` text NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`open_forms_seen_at_idx\` ON \`open_forms\` (\`seen_at\`);`)
  await db.run(sql`CREATE INDEX \`slug_document_1_idx\` ON \`open_forms\` (\`slug\`,\`document\`);`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`document_tokens\`;`)
  await db.run(sql`DROP TABLE \`edits\`;`)
  await db.run(sql`DROP TABLE \`open_forms\`;`)
}
