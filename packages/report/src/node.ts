export { type DrawGalleryOptions, drawGallery, type GalleryNetworks } from "./gallery/draw-gallery.ts";
export { readGallery } from "./gallery/read-gallery.ts";
export { type SyntheticGalleryOptions, syntheticGallery } from "./gallery/synthetic-gallery.ts";
export { findChromium, printPdf } from "./write/pdf.ts";
export { type WriteReportOptions, writeReport } from "./write/write-report.ts";
