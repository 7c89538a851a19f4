//! `siglint check -`: a list of URLs, checked one by one on every core, in the list's order.

use super::analysis::Given;
use super::gate::Gate;
use super::lint::{Reading, Request, Seen, check_url, given, read, read_original, read_urls};
use super::output::Output;
use super::pieces::{LONGEST_LINE, Piece, Pieces};
use super::run::{FINE, FOUND, UNABLE, request, threshold};
use super::targets;
use crate::cli::{CheckArgs, FailOn, ReportArgs};
use crate::diagnosis::{DistributionView, Inventory, Tally, View};
use crate::input::url::{Listed, read_line};
use crate::model::Distribution;
use crate::report::human::{self, Style};
use crate::report::{Entry, json};
use crate::source::{Problem, SourceMap};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// How many pieces wait for each core: enough to keep it busy, and too few to grow.
const WAITING: usize = 4;

/// More cores than this are not used.
const MOST_CORES: usize = 64;

/// How each URL is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawing {
    Brief(Style),
    Lines,
    Nothing,
}

impl Drawing {
    /// What the arguments ask for. A report about all URLs together would have to keep them all.
    fn of(args: &ReportArgs, output: Output) -> Result<Self, Problem> {
        let name = args.format.map_or("human", |format| format.name);
        let message = "a list of URLs is reported as it is read: expected --format human or jsonl, \
            on standard output";
        match (args.outputs.first(), name) {
            (Some(_), _) => Err(Problem::new("-o", message)),
            (None, _) if args.quiet => Ok(Self::Nothing),
            (None, "human") => Ok(Self::Brief(output.style())),
            (None, "jsonl") => Ok(Self::Lines),
            (None, _) => Err(Problem::new("--format", message)),
        }
    }
}

/// What is the same for every URL.
struct Stream {
    reading: Reading,
    request: Request,
    list: String,
    drawing: Drawing,
    /// How problems are drawn.
    errors: Style,
}

/// What one core has for itself.
struct Core<'s> {
    /// The distributions that were asked for.
    wanted: Vec<&'s Distribution>,
    /// Every distribution, lent to the view of each URL.
    inventory: Vec<DistributionView>,
    /// The texts of the configuration, and of the URL that is looked at.
    sources: SourceMap,
}

impl<'s> Core<'s> {
    fn of(stream: &'s Stream) -> Self {
        let Stream {
            reading, request, ..
        } = stream;
        let wanted = targets::wanted(&reading.configuration, &request.distributions);
        Self {
            wanted: wanted.unwrap_or_default(),
            inventory: Inventory::new(&reading.configuration).distributions,
            sources: reading.sources.clone(),
        }
    }
}

/// What came of a piece.
#[derive(Default)]
struct Done {
    out: String,
    err: String,
    tally: Tally,
    is_last: bool,
}

/// Checks every URL of the list at `path`; `-` is standard input.
pub(super) fn run(args: &CheckArgs, path: &Path) -> std::io::Result<u8> {
    let output = Output::new(args.output.color.choice());
    let (drawing, from) = match (asked_for(args, path, output), open(path)) {
        (Ok(drawing), Ok(from)) => (drawing, from),
        (Err(problem), _) | (_, Err(problem)) => {
            complain(&[problem], &SourceMap::default(), output)?;
            return Ok(UNABLE);
        }
    };
    // The list stands for its URLs, which are not read together.
    let listed = [path.display().to_string()];
    let Some(mut request) = request(&listed, &args.delivery, &output)? else {
        return Ok(UNABLE);
    };
    request.urls.clear();
    request.baseline.clone_from(&args.baseline.baseline);
    let reading = read(&request);
    complain(&reading.problems, &reading.sources, output)?;
    let wanted = targets::wanted(&reading.configuration, &request.distributions);
    if let Err(problem) = wanted {
        complain(&[problem], &reading.sources, output)?;
        return Ok(UNABLE);
    }
    let [list] = listed;
    let stream = Arc::new(Stream {
        reading,
        request,
        list,
        drawing,
        errors: output.error_style(),
    });
    let tally = stream.all(from, output)?;
    stream.finish(&tally, args.fail_on, output)
}

fn complain(problems: &[Problem], sources: &SourceMap, output: Output) -> std::io::Result<()> {
    output.complain(&human::problems(problems, sources, output.error_style()))
}

/// How to draw, unless the arguments contradict each other.
fn asked_for(args: &CheckArgs, path: &Path, output: Output) -> Result<Drawing, Problem> {
    let stdin = Path::new("-");
    if path == stdin && args.delivery.config.iter().any(|config| config == stdin) {
        let message = "cannot be both the configuration (-c -) and the URLs; give one as a file";
        return Err(Problem::new("standard input", message));
    }
    if args.urls.len() > 1 {
        let message = "stands for a list of URLs on standard input; give it alone, or the URLs";
        return Err(Problem::new("-", message));
    }
    if args.baseline.write_baseline.is_some() {
        let message =
            "keeps the findings of a whole run, and a list is told URL by URL; leave it out";
        return Err(Problem::new("--write-baseline", message));
    }
    if args.fix {
        let message = "changes a configuration for one delivery; give its URL alone";
        return Err(Problem::new("--fix", message));
    }
    if args.delivery.s3_url.is_some() {
        let message =
            "is about one URL; in a list, each may have its own: {\"url\": …, \"s3_url\": …}";
        return Err(Problem::new("--s3-url", message));
    }
    Drawing::of(&args.output, output)
}

fn open(path: &Path) -> Result<Box<dyn Read + Send>, Problem> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdin()));
    }
    match File::open(path) {
        Ok(file) => Ok(Box::new(file)),
        Err(error) => {
            let message = format!("cannot be opened: {error}");
            Err(Problem::new(path.display().to_string(), message))
        }
    }
}

impl Stream {
    /// Hands pieces to each core in turn, and takes them back in the same turn: so they keep their
    /// order, and no more of them wait than there are places.
    fn all(self: &Arc<Self>, from: Box<dyn Read + Send>, output: Output) -> std::io::Result<Tally> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut inputs = Vec::new();
        let mut outputs = Vec::new();
        for _ in 0..cores.min(MOST_CORES) {
            let (give, pieces) = sync_channel(WAITING);
            let (done, take) = sync_channel(WAITING);
            let stream = Arc::clone(self);
            // Nobody waits for a thread that waits for input when the output was closed.
            std::thread::spawn(move || stream.work(&pieces, &done));
            inputs.push(give);
            outputs.push(take);
        }
        std::thread::spawn(move || feed(from, &inputs));
        let mut tally = Tally::default();
        for take in outputs.iter().cycle() {
            let done = take.recv().map_err(std::io::Error::other)?;
            output.complain(&done.err)?;
            output.print(&done.out)?;
            tally.merge(&done.tally);
            if done.is_last {
                break;
            }
        }
        Ok(tally)
    }

    /// One core's work: what is read of a URL is forgotten with it.
    fn work(&self, pieces: &Receiver<Piece>, done: &SyncSender<Done>) {
        let mut core = Core::of(self);
        let own = core.sources.count();
        for piece in pieces {
            let mut made = Done::default();
            match piece {
                Piece::Lines(first, bytes) => {
                    for (line, bytes) in (first..).zip(lines(first, &bytes)) {
                        self.line(line, bytes, &mut core, &mut made);
                        core.sources.truncate(own);
                    }
                }
                Piece::TooLong(line) => {
                    let message = format!("is longer than {} KiB", LONGEST_LINE / 1024);
                    self.refuse(line, message, &mut made);
                }
                Piece::Broken(line, error) => {
                    self.refuse(line, format!("cannot be read: {error}"), &mut made);
                    made.is_last = true;
                }
                Piece::End => made.is_last = true,
            }
            if done.send(made).is_err() {
                return;
            }
        }
    }

    /// Checks what stands on a line.
    fn line(&self, line: u64, bytes: &[u8], core: &mut Core<'_>, made: &mut Done) {
        let text = std::str::from_utf8(bytes).map_err(|_| "is no UTF-8".to_owned());
        match text.and_then(read_line) {
            Ok(None) => {}
            Ok(Some(listed)) => {
                let mut problems = Vec::new();
                let mut view = self.check(&listed, core, &mut problems);
                let entry = Entry {
                    list: &self.list,
                    line,
                    id: listed.id.as_deref(),
                    view: &view,
                    problems: &problems,
                    sources: &core.sources,
                };
                self.draw(&entry, made);
                core.inventory = std::mem::take(&mut view.distributions);
            }
            Err(message) => self.refuse(line, message, made),
        }
    }

    /// Everything that is found of one URL.
    fn check(&self, listed: &Listed, core: &mut Core<'_>, problems: &mut Vec<Problem>) -> View {
        let Core {
            sources, wanted, ..
        } = core;
        let mut view = View {
            distributions: std::mem::take(&mut core.inventory),
            ..View::default()
        };
        let urls = read_urls(std::slice::from_ref(&listed.url), sources, problems);
        let s3_url = listed.s3_url.as_ref();
        let s3_url = s3_url.and_then(|text| read_original(text, &urls, sources, problems));
        let seen = Seen::default();
        let given = Given {
            s3_url: s3_url.as_ref(),
            sources,
            ..given(&self.reading, &self.request, &seen)
        };
        let named = listed.distribution.as_slice();
        let own = match named {
            [] => Ok(None),
            _ => targets::wanted(given.configuration, named).map(Some),
        };
        match own {
            Ok(own) => {
                let wanted = own.as_ref().unwrap_or(wanted);
                let checked = urls.iter();
                problems.extend(checked.flat_map(|url| check_url(&given, url, wanted, &mut view)));
            }
            Err(problem) => problems.push(problem),
        }
        Gate::of(&self.reading, &self.request, sources, false).settle(&mut view);
        view
    }

    /// A line of which nothing could be read.
    fn refuse(&self, line: u64, message: String, made: &mut Done) {
        let entry = Entry {
            list: &self.list,
            line,
            id: None,
            view: &View::default(),
            problems: &[Problem::new("the line", message)],
            sources: &SourceMap::default(),
        };
        self.draw(&entry, made);
    }

    fn draw(&self, entry: &Entry<'_>, made: &mut Done) {
        made.tally.add(entry.view);
        for problem in entry.problems {
            made.tally.problems += 1;
            let place = format!("{}:{}", entry.list, entry.line);
            // What is an argument for one URL is a field of a line.
            let message = match problem.name.strip_prefix("--") {
                Some(field) => format!("{field}: {}", problem.message),
                None => problem.message.clone(),
            };
            let told = Problem::new(place, message);
            made.err += &human::problems(&[told], entry.sources, self.errors);
        }
        match self.drawing {
            Drawing::Brief(style) => made.out += &human::brief(entry, style),
            // None of ours is refused.
            Drawing::Lines => made.out += &json::line(entry).unwrap_or_default(),
            Drawing::Nothing => {}
        }
    }

    /// What all URLs come to, and the exit code.
    fn finish(
        &self,
        tally: &Tally,
        fail_on: Option<FailOn>,
        output: Output,
    ) -> std::io::Result<u8> {
        let Reading {
            sources, problems, ..
        } = &self.reading;
        let mut view = View::default();
        view.leave_gaps(&self.reading.configuration.gaps);
        match self.drawing {
            Drawing::Brief(style) => {
                output.print(&human::tally(tally, &view.not_checked, sources, style))?;
            }
            Drawing::Lines => output.print(&json::last_line(tally, (&view, problems), sources)?)?,
            Drawing::Nothing => {}
        }
        let severity = threshold(fail_on, &self.reading.settings);
        Ok(match severity {
            _ if tally.problems > 0 || !problems.is_empty() => UNABLE,
            Some(severity) if tally.reaches(severity) => FOUND,
            _ => FINE,
        })
    }
}

/// Reads the list, and gives each core its turn, until there is no more or nobody wants it.
fn feed(from: Box<dyn Read + Send>, cores: &[SyncSender<Piece>]) {
    let mut pieces = Pieces::of(from);
    for core in cores.iter().cycle() {
        let piece = pieces.next();
        let is_last = matches!(piece, Piece::End | Piece::Broken(..));
        if core.send(piece).is_err() || is_last {
            return;
        }
    }
}

/// The lines of a piece, without the mark that some editors put before the first of all.
fn lines(first: u64, bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mark = bytes.strip_prefix(b"\xef\xbb\xbf");
    let bytes = mark.filter(|_| first == 1).unwrap_or(bytes);
    bytes.split(|byte| *byte == b'\n')
}
