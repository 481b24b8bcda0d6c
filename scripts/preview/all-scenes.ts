import path from 'node:path';
import { Application } from '../../src/application.js';
import type { Answering } from '../../src/service/answering.js';
import { PROJECT_ROOT, type Settings } from '../../src/config/settings.js';
import { nastyScene, writeNastyArticle } from './nasty-scene.js';
import { sampleScenes } from './sample-scenes.js';
import type { Scene } from './scene.js';

/**
 * Every scene of the preview: about the articles and by the model that ship with the project, whatever the settings.
 *
 * @param scratch - an empty folder for indexes
 */
export async function allScenes(settings: Settings, scratch: string): Promise<Scene[]> {
  const shipped = {
    articlesDir: path.join(PROJECT_ROOT, 'data/articles'),
    indexDir: path.join(scratch, 'index'),
  };
  const nasty = {
    articlesDir: path.join(scratch, 'nasty-articles'),
    indexDir: path.join(scratch, 'nasty-index'),
  };
  await writeNastyArticle(nasty.articlesDir);
  const application = await Application.open({
    ...settings,
    ...shipped,
    indexUrl: null,
    reindex: null,
    embeddingModel: 'vi-en-mini',
  });
  try {
    const samples = await withAnswering(application, async (answering) => [
      ...(await sampleScenes(answering, 'vi')),
      ...(await sampleScenes(answering, 'en')),
    ]);
    return [
      ...samples,
      await withAnswering(application.with(nasty), (answering) => nastyScene(answering, 'vi')),
    ];
  } finally {
    await application.close();
  }
}

async function withAnswering<T>(
  application: Application,
  work: (answering: Answering) => Promise<T>,
): Promise<T> {
  await application.reindex();
  const answering = await application.openAnswering();
  try {
    return await work(answering);
  } finally {
    await answering.close();
  }
}
