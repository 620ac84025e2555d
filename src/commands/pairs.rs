//! `diptych pairs`

use super::report::{counted, json};
use super::{FormatArg, SiteArgs, report};
use crate::base::words::listed;
use crate::pipeline::prepare;
use crate::site::names::sorted;
use crate::site::pairs::{Plan, Reason, candidates, plan};
use crate::site::{Kind, Site};
use clap::Args;
use std::collections::HashMap;
use std::process::ExitCode;

/// How many refusals of one sort are listed, unless all are wanted.
const FEW: usize = 20;

#[derive(Args)]
pub struct PairsArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Only the pairs of this kind
    #[arg(long, value_name = "ID")]
    kind: Option<String>,
    /// List every pair that falls short, not only the first of each sort
    #[arg(long)]
    all: bool,
}

/// Runs `diptych pairs`, and returns the exit status.
pub fn run(args: &PairsArgs) -> ExitCode {
    let mut front = match prepare(&args.site.root, &args.site.options()) {
        Ok(front) => front,
        Err(error) => return report::environment(&error, args.site.format()),
    };
    // What is above its limit is an error of the site, and its plan is what helps.
    let above_limit = |code: &str| code == "pair-limit";
    if front.diagnostics.iter().any(|problem| problem.is_error() && !above_limit(&problem.code)) {
        report::problems(&front.diagnostics, args.site.format(), &args.site.root);
        return ExitCode::from(1);
    }
    let kinds: Vec<usize> = (0..front.site().kinds.len())
        .filter(|at| front.site().kinds[*at].says.pairs.is_some())
        .filter(|at| args.kind.as_ref().is_none_or(|id| front.site().kinds[*at].id == *id))
        .collect();
    if let Some(id) = args.kind.as_ref().filter(|id| !front.site().names.kinds.contains_key(*id)) {
        let known = sorted(front.site().names.kinds.keys());
        return report::environment(
            &format!("there is no kind `{id}`; the kinds are {}", listed(&known)),
            args.site.format(),
        );
    }
    let sizes = front.pair_sizes();
    for at in &kinds {
        kind(front.site(), *at, &sizes, args);
    }
    if kinds.is_empty() && matches!(args.site.format, FormatArg::Long) {
        report::line("no kind asks for pair pages; add `pairs: {of: all}` to its _kind.yaml");
    }
    report::problems(&front.diagnostics, args.site.format(), &args.site.root);
    ExitCode::from(u8::from(front.has_errors()))
}

fn kind(site: &Site, at: usize, sizes: &HashMap<[usize; 2], usize>, args: &PairsArgs) {
    let kind = &site.kinds[at];
    let Some(rules) = &kind.says.pairs else { return };
    let plan = plan(site, at, rules, candidates(site, at, rules, &mut Vec::new()), true);
    match args.site.format {
        FormatArg::Json => objects(site, kind, &plan, sizes),
        _ => lines(site, kind, &plan, sizes, args.all),
    }
}

/// "serum vs ampoule"
fn name(site: &Site, [one, other]: [usize; 2]) -> String {
    format!("{} vs {}", site.products[one].id, site.products[other].id)
}

fn why(site: &Site, kind: &Kind, reason: Reason) -> String {
    let (known, differ) = kind.says.pairs.as_ref().map_or((0, 0), |rules| (rules.known, rules.differ));
    match reason {
        Reason::FewKnown(found) => format!("{} known for both, not {known}", counted(found, "fact")),
        Reason::FewDifferences(found) => format!("{}, not {differ}", counted(found, "difference")),
        Reason::Alike(other) => format!("too like {}", name(site, other)),
    }
}

/// A number for each sort of reason.
fn sort(reason: Reason) -> usize {
    match reason {
        Reason::FewKnown(_) => 0,
        Reason::FewDifferences(_) => 1,
        Reason::Alike(_) => 2,
    }
}

fn lines(site: &Site, kind: &Kind, plan: &Plan, sizes: &HashMap<[usize; 2], usize>, all: bool) {
    report::line(&format!("{}:", kind.says.plural));
    for products in &plan.kept {
        let size = sizes.get(products).map(|size| format!(", {size} bytes")).unwrap_or_default();
        report::line(&format!("  kept     {}{size}", name(site, *products)));
    }
    for (products, guide) in &plan.taken_over {
        report::line(&format!("  guide    {}: {}", name(site, *products), site.guides[*guide].path));
    }
    let mut seen = [0; 3];
    for refusal in &plan.refused {
        let seen = &mut seen[sort(refusal.reason)];
        *seen += 1;
        if all || *seen <= FEW {
            let why = why(site, kind, refusal.reason);
            let page = sizes.get(&refusal.products).map(|size| format!("; noindex, {size} bytes"));
            report::line(&format!(
                "  refused  {}: {why}{}",
                name(site, refusal.products),
                page.unwrap_or_default()
            ));
        }
    }
    if !all && seen.iter().any(|seen| *seen > FEW) {
        let left: usize = seen.iter().map(|seen| seen.saturating_sub(FEW)).sum();
        report::line(&format!("  ... and {left} more refused; --all lists them"));
    }
    let made: Vec<usize> = plan.kept.iter().filter_map(|products| sizes.get(products)).copied().collect();
    // Of a kind above its limit no page is made.
    let bytes = if made.is_empty() && !plan.kept.is_empty() {
        ", none made".to_owned()
    } else {
        format!(", {} bytes", made.iter().sum::<usize>())
    };
    // Those that fall short and get a page all the same, with `refused: noindex`.
    let unlisted = plan.refused.iter().filter_map(|refusal| sizes.get(&refusal.products)).sum::<usize>();
    let unlisted = if unlisted > 0 {
        format!(" with a page that says noindex, {unlisted} bytes")
    } else {
        String::new()
    };
    report::line(&format!(
        "  {} kept{bytes}; {} taken over by a guide; {} refused{unlisted}",
        counted(plan.kept.len(), "page"),
        plan.taken_over.len(),
        plan.refused.len()
    ));
}

fn objects(site: &Site, kind: &Kind, plan: &Plan, sizes: &HashMap<[usize; 2], usize>) {
    let print = |products: [usize; 2], outcome: &str, why: Option<String>| {
        let ids = products.map(|at| site.products[at].id.as_str());
        let bytes = sizes.get(&products);
        let object = json!({"kind": kind.id, "pair": ids, "outcome": outcome, "why": why, "bytes": bytes});
        report::line(&object.to_string());
    };
    plan.kept.iter().for_each(|products| print(*products, "kept", None));
    for (products, guide) in &plan.taken_over {
        print(*products, "guide", Some(site.guides[*guide].path.to_string()));
    }
    for refusal in &plan.refused {
        print(refusal.products, "refused", Some(why(site, kind, refusal.reason)));
    }
}
