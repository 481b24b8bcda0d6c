/**
 * vectra, loaded when it is first needed: its only entry point brings clients of hosted models and a server along,
 * close to a second of work that a program's start, or a reindex that finds nothing to do, can go without.
 */
export const loadVectra = () => import('vectra');
