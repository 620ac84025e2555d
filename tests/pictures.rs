//! Photos: what pages say of them, what is published, what is kept and made again, and what is wrong with one.
#![cfg(feature = "codecs")]

use diptych::base::{Date, SitePath};
use diptych::output::Writer;
use diptych::pictures::{Cache, Index};
use diptych::pipeline::{self, Photo, build, prepare_with};
use diptych::site::Options;
use diptych::source::Sources;
use image::{DynamicImage, ImageFormat, RgbImage};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const SITE: &str = "title: Things\ndescription: Things.\nbase_url: https://example.org\n";
const GUIDE: &str = "---
title: Two photos
description: Of nothing.
date: 2026-11-20
---
![Stripes](stripes.jpg \"By day\") and ![a drawing](/img/drawing.svg).

```gallery
caption: More of them.
pictures:
  - {src: stripes.jpg, alt: The same stripes, credit: Drawn by a loop, licence: Free}
  - {src: /img/other.png, alt: Other stripes}
```
";

fn photo(width: u32, height: u32, shift: u32, format: ImageFormat) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, y| {
        let shade = ((x + shift) * 255 / width) as u8;
        image::Rgb([shade, (y * 255 / height) as u8, 120])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(pixels).write_to(&mut bytes, format).expect("a photo");
    bytes.into_inner()
}

/// A photo with a note of where it was taken, lying on its side (EXIF orientation 6).
fn noted_photo() -> Vec<u8> {
    let mut bytes = photo(400, 300, 0, ImageFormat::Jpeg);
    let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x01\x0f\0\x02\0\0\0\x04Seou\0\0\0\0";
    let mut segment = vec![0xff, 0xe1];
    segment.extend((exif.len() as u16 + 2).to_be_bytes());
    segment.extend(exif);
    bytes.splice(2..2, segment);
    bytes
}

fn files() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("content/site.yaml", SITE.into()),
        ("content/guides/two-photos.md", GUIDE.into()),
        ("content/guides/stripes.jpg", noted_photo()),
        ("static/img/other.png", photo(700, 40, 9, ImageFormat::Png)),
        ("static/img/unused.png", photo(500, 40, 30, ImageFormat::Png)),
        (
            "static/img/drawing.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>".into(),
        ),
    ]
}

fn sources(files: &[(&str, Vec<u8>)]) -> Sources {
    let mut sources = Sources::from_fixture("");
    for (path, bytes) in files {
        sources.insert(SitePath::new(*path), bytes.clone());
    }
    sources
}

fn options() -> Options {
    Options::on(Date::parse("2026-11-23").expect("a day"))
}

/// Everything that a build from the disk publishes, and how many photos it made. What an index knows is not read, but for
/// what is made of it.
fn produce(root: &Path, cache: &Cache) -> (BTreeMap<String, Vec<u8>>, usize) {
    let mut front = prepare_with(root, &options(), &Index::look(cache)).expect("a site");
    let (made, published) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let done: Result<(), Infallible> = front.produce(
        cache,
        || {
            made.fetch_add(1, Ordering::Relaxed);
        },
        |_| false,
        |path, bytes| {
            published.lock().expect("no panic").insert(path.to_owned(), bytes.to_vec());
            Ok(())
        },
    );
    assert_eq!(done, Ok(()));
    assert_eq!(front.diagnostics, []);
    (published.into_inner().expect("no panic"), made.into_inner())
}

#[test]
fn a_page_names_forms_that_are_published() {
    let site = build(&sources(&files()), &options(), None);
    assert_eq!(site.diagnostics, []);
    let page = String::from_utf8_lossy(site.outputs["guides/two-photos/index.html"].bytes()).into_owned();
    let named: Vec<&str> = page
        .split("srcset=\"")
        .skip(1)
        .flat_map(|rest| rest.split('"').next().unwrap_or_default().split(", "))
        .collect();
    assert_eq!(named.len(), 2 + 2 + 6, "{named:?}");
    for one in named {
        let (address, width) = one.split_once(' ').expect("a width");
        let form = site.outputs[address.trim_start_matches('/')].bytes();
        let size = imagesize::blob_size(form).expect("a size");
        assert_eq!(format!("{}w", size.width), width);
    }
    // Upright: 300 wide and 400 high.
    assert!(page.contains("<img src=\"/guides/stripes.jpg\" width=\"300\" height=\"400\" fetchpriority=\"high\" alt=\"Stripes\" title=\"By day\" />"), "{page}");
    assert_eq!(page.matches("fetchpriority").count(), 1);
    assert_eq!(page.matches("<picture>").count(), 3);
    assert_eq!(page.matches("</picture>").count(), 3);
    assert!(page.contains("<small>Drawn by a loop, Free</small>"));
    assert_eq!(site.outputs.keys().filter(|path| path.contains("unused")).count(), 1);
}

#[test]
fn the_photo_behind_a_published_form_is_known() {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let front = prepare_with(folder.path(), &options(), &Index::look(&Cache::default())).expect("a site");
    let outputs = build(&sources(&files()), &options(), None).outputs;
    let forms: Vec<&String> = outputs.keys().filter(|path| path.ends_with(".avif")).collect();
    assert!(!forms.is_empty());
    for form in forms {
        let behind = front.photo_behind(std::slice::from_ref(form)).map(SitePath::as_str);
        let name = behind.and_then(|path| path.split(['/', '.']).nth(2)).expect("a photo");
        assert!(form.contains(name), "{form}: {behind:?}");
    }
    assert_eq!(front.photo_behind(&["img/other.avif".to_owned()]), None);
}

#[test]
fn what_a_camera_noted_is_not_published() {
    let site = build(&sources(&files()), &options(), None);
    for (path, output) in site.outputs.iter() {
        assert!(!output.bytes().windows(4).any(|part| part == b"Seou"), "{path}");
    }
}

#[test]
fn a_warm_build_makes_nothing_and_a_damaged_cache_changes_nothing() {
    let root = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files() {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let folder = root.path().join(".diptych/cache");
    let cache = Cache::at(&folder);
    let (cold, made) = produce(root.path(), &cache);
    assert_eq!(made, 2);
    let (warm, made) = produce(root.path(), &cache);
    assert_eq!(made, 0);
    assert!(cold == warm);
    for entry in fs::read_dir(&folder).expect("a cache") {
        let path = entry.expect("an entry").path();
        let mut bytes = fs::read(&path).expect("an entry");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xff;
        fs::write(path, bytes).expect("an entry");
    }
    let (mended, made) = produce(root.path(), &cache);
    assert_eq!(made, 2);
    assert!(mended == cold);
    let (kept_nowhere, made) = produce(root.path(), &Cache::default());
    assert_eq!(made, 2);
    assert!(kept_nowhere == cold);
    let built = build(&sources(&files()), &options(), None);
    let in_memory: BTreeMap<_, _> =
        built.outputs.iter().map(|(path, output)| (path.clone(), output.bytes().to_vec())).collect();
    assert!(in_memory == cold);
}

/// A build as the program does it, with files that may be as young as the test: how many photos it read, and how many files
/// it wrote.
fn publish(root: &Path, young: Duration) -> (usize, usize) {
    let cache = Cache::at(&root.join(".diptych/cache"));
    let mut index = Index::open_with(&cache, Some(young));
    let mut front = prepare_with(root, &options(), &index).expect("a site");
    let writer = Writer::open(root, &root.join("public")).expect("a folder to write to");
    let out = writer.out().to_owned();
    let stands = |photo: &Photo| {
        photo.files.iter().all(|(path, what)| index.stands(&out.join(path), what))
            && writer.keep(photo.files.iter().map(|(path, _)| path.as_str()))
    };
    front.produce(&cache, || {}, stands, |path, bytes| writer.put(path, bytes)).expect("written");
    assert_eq!(front.diagnostics, []);
    front.stage(&mut index, &writer);
    let written = writer.commit().expect("in place").written;
    front.remember(index, &out);
    (front.photos_read(), written)
}

fn published(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let fresh = build(&pipeline::scan(root).expect("a site"), &options(), None);
    assert_eq!(fresh.diagnostics, []);
    let paths = fresh.outputs.iter().map(|(path, output)| {
        assert!(
            fs::read(root.join("public").join(path)).is_ok_and(|bytes| bytes == output.bytes()),
            "{path}"
        );
        (path.clone(), output.bytes().to_vec())
    });
    paths.collect()
}

#[test]
fn a_build_without_changes_reads_no_photo() {
    let root = tempfile::tempdir().expect("a folder");
    let root = root.path();
    for (path, bytes) in files() {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    // Three photos are published, two of them in forms. Each is read to be known, and again for what is made of it.
    assert_eq!(publish(root, Duration::ZERO).0, 6);
    let whole = published(root);
    assert_eq!(publish(root, Duration::ZERO), (0, 0));
    assert!(published(root) == whole);
    // A photo that is young is not trusted, however often it was seen.
    fs::remove_dir_all(root.join(".diptych")).expect("a cache");
    assert_eq!(publish(root, Duration::from_secs(3600)).0, 6);
    assert_eq!(publish(root, Duration::from_secs(3600)).0, 6);
    assert_eq!(publish(root, Duration::ZERO).0, 6);
    assert_eq!(publish(root, Duration::ZERO).0, 0);
    // One photo changes, with its old length and its old time.
    let photo = root.join("static/img/other.png");
    let time = fs::metadata(&photo).and_then(|found| found.modified()).expect("a time");
    let length = fs::metadata(&photo).expect("a photo").len() as usize;
    fs::write(&photo, photo_of_length(length)).expect("a photo");
    fs::File::options().write(true).open(&photo).and_then(|file| file.set_modified(time)).expect("a time");
    if cfg!(unix) {
        assert_eq!(publish(root, Duration::ZERO).0, 2);
        assert!(published(root) != whole);
    }
    // Somebody damages, and somebody removes, what was published.
    let form = published(root).into_keys().find(|path| path.ends_with(".avif")).expect("a form");
    let form = root.join("public").join(form);
    fs::write(&form, "damaged").expect("a file");
    assert_eq!(publish(root, Duration::ZERO), (1, 1));
    published(root);
    publish(root, Duration::ZERO);
    fs::remove_file(&form).expect("a file");
    assert_eq!(publish(root, Duration::ZERO), (1, 1));
    published(root);
}

/// The second build of a site of 500 photos, on files that are as young as a disk can tell apart.
#[test]
fn the_second_build_of_500_photos_reads_and_makes_none() {
    const PHOTOS: usize = 500;
    // One in twenty is wide enough for other forms, which take long to make.
    let mut widths = [160; 20];
    widths[0] = 330;
    let root = tempfile::tempdir().expect("a folder");
    let root = root.path();
    let write = |path: &str, bytes: &[u8]| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    };
    let mut guide = GUIDE.split("![").next().expect("front matter").to_owned();
    guide.push_str("```gallery\npictures:\n");
    for number in 0..PHOTOS {
        write(
            &format!("content/guides/{number}.png"),
            &photo(widths[number % widths.len()], 2, number as u32, ImageFormat::Png),
        );
        guide.push_str(&format!("  - {{src: {number}.png, alt: Photo {number}}}\n"));
    }
    guide.push_str("```\n");
    write("content/site.yaml", SITE.as_bytes());
    write("content/guides/photos.md", guide.as_bytes());
    let grain = Duration::from_millis(25);
    std::thread::sleep(grain * 4);
    let (read, written) = publish(root, grain);
    assert_eq!(read, 2 * PHOTOS);
    assert!(written > PHOTOS + 2 * PHOTOS / widths.len());
    let cache = Cache::at(&root.join(".diptych/cache"));
    let (_, made) = produce(root, &cache);
    assert_eq!(made, 0);
    assert_eq!(publish(root, grain), (0, 0));
}

/// A photo of other pixels in so many bytes.
fn photo_of_length(length: usize) -> Vec<u8> {
    let photos = (10..700).map(|shift| photo(700, 40, shift, ImageFormat::Png));
    photos.into_iter().find(|photo| photo.len() == length).expect("a photo of that length")
}

#[test]
fn a_rebuild_gives_what_a_build_gives() {
    let mut files = files();
    let mut last = build(&sources(&files), &options(), None);
    let edits: [(usize, Vec<u8>); 4] = [
        (2, photo(300, 200, 5, ImageFormat::Jpeg)),
        (1, GUIDE.replace("/img/other.png", "/img/unused.png").into()),
        (3, b"no photo".to_vec()),
        (1, GUIDE.into()),
    ];
    for (at, bytes) in edits {
        files[at].1 = bytes;
        let fresh = build(&sources(&files), &options(), None);
        last = build(&sources(&files), &options(), Some(last));
        assert_eq!(last.diagnostics, fresh.diagnostics);
        assert!(last.outputs == fresh.outputs);
    }
    assert!(last.has_errors());
}

#[test]
fn a_photo_that_breaks_off_is_named_where_it_is_shown() {
    let mut files = files();
    let whole = files[3].1.len();
    files[3].1.truncate(whole - whole / 3);
    let site = build(&sources(&files), &options(), None);
    let said: Vec<String> = site
        .diagnostics
        .iter()
        .map(|problem| {
            format!(
                "{} {} {}",
                problem.at.file,
                problem.code,
                &GUIDE[problem.at.range.start as usize..][..14]
            )
        })
        .collect();
    assert_eq!(said, ["content/guides/two-photos.md damaged-picture /img/other.png"]);
    assert!(site.outputs.is_empty());
}

#[test]
fn no_damage_to_a_photo_makes_it_panic() {
    let whole = [
        photo(40, 30, 0, ImageFormat::Jpeg),
        photo(40, 30, 0, ImageFormat::Png),
        photo(40, 30, 0, ImageFormat::WebP),
    ];
    for (bytes, name) in whole.iter().zip(["a.jpg", "a.png", "a.webp"]) {
        let path = SitePath::new(name);
        for at in (0..bytes.len()).step_by(bytes.len() / 60) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x55;
            for bytes in [&damaged[..], &bytes[..at]] {
                let _ = diptych::pictures::without_metadata(bytes);
                let Some(Ok(found)) = diptych::pictures::inspect(&path, bytes) else { continue };
                let small = found.raster.filter(|raster| raster.width <= 400 && raster.height <= 400);
                if let Some(raster) = small {
                    let _ = diptych::pictures::made(&raster, bytes, &Cache::default(), || {});
                }
            }
        }
    }
}
