//! Blocks -> their views, with the products, facts and orders they name.

use super::cards::{Cards, image, link, name};
use super::citations::Citations;
use super::decision;
use super::fill::Filler;
use super::reasons;
use super::sequence;
use super::table::{self, Request};
use super::view::{
    Block as BlockView, BodyPart, ChooseList, ChooseView, FigureView, GalleryView, MistakeView, OrderView,
    OwnValue, Pick, StepItem, StepView, VerdictView,
};
use crate::base::{Html, Shared};
use crate::content::blocks::{Block, Choose, Compare, Content, Figure, OrderBlock, Reason, Verdict};
use crate::content::body::Body;
use crate::content::fields::Text;
use crate::content::order::{Step, What};
use crate::content::yaml::{Node, Value};
use crate::site::decisions::listed;
use crate::site::reasons::Weighed;
use crate::site::{Item, Site};

/// Makes the views of one text's blocks and counts their anchors.
pub struct BlockMaker<'m> {
    filler: &'m Filler<'m>,
    cards: &'m Cards,
    blocks: &'m [Block],
    compares: &'m [usize],
    tables: usize,
    trees: usize,
    orders: usize,
}

impl<'m> BlockMaker<'m> {
    /// For a text that compares some products.
    pub fn new(filler: &'m Filler<'m>, cards: &'m Cards, blocks: &'m [Block], compares: &'m [usize]) -> Self {
        Self { filler, cards, blocks, compares, tables: 0, trees: 0, orders: 0 }
    }

    fn site(&self) -> &'m Site {
        self.filler.site
    }

    /// The view of the block with a number; `None` if it has problems, which have been reported.
    pub fn make(&mut self, number: u32, citations: &mut Citations) -> Option<BodyPart> {
        let line = |body: &Body, citations: &mut Citations| self.filler.line(body, citations);
        let view = match &self.blocks.get(number as usize)?.content {
            Content::Compare(compare) => self.compare(compare, citations),
            Content::Choose(choose) => self.choose(choose, citations),
            Content::Decide(decide) => {
                self.trees += 1;
                let id = format!("decide-{}", self.trees);
                BlockView::Decide(decision::view(id, decide, &self.listed(), self.filler, citations))
            }
            Content::Order(order) => self.order(order, citations)?,
            Content::Mistake(mistake) => BlockView::Mistake(MistakeView {
                title: self.title(&mistake.title, "mistake_title"),
                wrong: line(&mistake.wrong, citations),
                why: line(&mistake.why, citations),
                instead: line(&mistake.instead, citations),
            }),
            Content::Verdict(verdict) => self.verdict(verdict, citations),
            Content::Figure(figure) => BlockView::Figure(self.figure(figure, citations)?),
            Content::Gallery(gallery) => BlockView::Gallery(GalleryView {
                caption: line(&gallery.caption, citations),
                figures: gallery.figures.iter().filter_map(|one| self.figure(one, citations)).collect(),
            }),
            Content::Own(name, node) => BlockView::Own(name.clone(), own_value(node)),
            Content::Broken(_) => return None,
        };
        Some(BodyPart::Block(view))
    }

    fn figure(&self, figure: &Figure, citations: &mut Citations) -> Option<FigureView> {
        let picture = image(self.site(), Some(&figure.picture), self.filler.resolved)?;
        // What the figure says itself goes before what is known of its file.
        let mut said = |own: &Body, known: &str| {
            if own.is_empty() { Html::text(known) } else { self.filler.line(own, citations) }
        };
        let (credit, licence) =
            (said(&figure.credit, &picture.credit), said(&figure.licence, &picture.licence));
        Some(FigureView {
            picture,
            caption: self.filler.line(&figure.caption, citations),
            credit,
            licence,
            first: citations.is_first_picture(),
        })
    }

    /// The title of a block, or what the theme calls all of its sort.
    fn title(&self, own: &str, key: &str) -> String {
        if own.is_empty() { self.site().words.say(key, &[]) } else { own.to_owned() }
    }

    /// The products among which the decision aids choose.
    fn listed(&self) -> Vec<usize> {
        listed(self.site(), self.blocks, self.compares)
    }

    /// The products that ids name, or those that the text compares.
    fn products(&self, own: &[Text]) -> Vec<usize> {
        self.site().products_of(own, self.compares)
    }

    fn compare(&mut self, compare: &Compare, citations: &mut Citations) -> BlockView {
        self.tables += 1;
        let products = self.products(&compare.products);
        let attributes: Vec<&str> = compare.attributes.iter().map(|id| id.text.as_str()).collect();
        let names: Vec<Html> = products.iter().map(|at| name(self.site(), Item::Product(*at))).collect();
        let say = &self.site().words;
        let caption = match compare.caption.as_str() {
            "" => say.say_html("table_compared", &[("products", &say.listed_html(&names))]),
            words => Html::text(words),
        };
        let request = Request {
            id: format!("table-{}", self.tables),
            products: &products,
            attributes: &attributes,
            caption,
        };
        BlockView::Compare(table::side_by_side(self.site(), self.cards, request, citations))
    }

    fn choose(&self, choose: &Choose, citations: &mut Citations) -> BlockView {
        let among = self.products(&choose.products);
        let lists = among.iter().map(|&at| self.choose_list(at, choose, &among, citations)).collect();
        BlockView::Choose(ChooseView { title: choose.title.clone(), lists })
    }

    /// The reasons for and against a product: those that the block gives, or else those of the product's own file.
    fn choose_list(
        &self,
        at: usize,
        choose: &Choose,
        among: &[usize],
        citations: &mut Citations,
    ) -> Shared<ChooseList> {
        let product = &self.site().products[at];
        let (for_it, against_it) = (given(&choose.choose, &product.id), given(&choose.avoid, &product.id));
        if for_it.is_none() && against_it.is_none() {
            return reasons::own(self.site(), self.cards, at, citations);
        }
        let own = Filler { site: self.site(), resolved: &product.resolved };
        let mut list = |given: Option<&[Reason]>, own_list: &[Body], against: bool| {
            let Some(given) = given else { return own.lines(own_list, citations) };
            let weighed = Weighed { target: at, against, among };
            given.iter().map(|reason| reasons::line(self.filler, reason, weighed, citations)).collect()
        };
        Shared::new(ChooseList {
            product: link(self.site(), Item::Product(at)),
            choose: list(for_it, &product.says.choose_if, false),
            avoid: list(against_it, &product.says.avoid_if, true),
        })
    }

    fn order(&mut self, block: &OrderBlock, citations: &mut Citations) -> Option<BlockView> {
        let at = *self.site().names.orders.get(&block.order.text)?;
        self.orders += 1;
        let order = &self.site().orders[at];
        let own = Filler { site: self.site(), resolved: &order.resolved };
        let marked = self.products(&block.mark);
        let caption = if block.caption.is_empty() {
            own.line(&order.says.about, citations)
        } else {
            self.filler.line(&block.caption, citations)
        };
        let steps: Vec<StepView> = order
            .says
            .steps
            .iter()
            .enumerate()
            .map(|(at, step)| StepView {
                number: at + 1,
                items: self.step_items(step, &marked),
                parallel: matches!(step.what, What::Parallel(_)),
                optional: step.optional,
                note: own.line(&step.note, citations),
            })
            .collect();
        let id = format!("order-{}", self.orders);
        let product = |id: &Text| {
            let at = self.site().names.products.get(&id.text)?;
            Some(name(self.site(), Item::Product(*at)))
        };
        let pairs = order.says.not_together.iter();
        let apart = pairs.filter_map(|[one, other]| Some([product(one)?, product(other)?]));
        Some(BlockView::Order(OrderView {
            id,
            name: order.says.name.clone(),
            caption,
            apart: apart.collect(),
            drawing: sequence::draw(&steps, &self.site().words),
            steps,
        }))
    }

    fn step_items(&self, step: &Step, marked: &[usize]) -> Vec<StepItem> {
        let ids = match &step.what {
            What::Label(label) => {
                return vec![StepItem { label: label.clone(), link: None, marked: false, image: None }];
            }
            What::Products(ids) | What::Parallel(ids) => ids,
        };
        self.products(ids)
            .into_iter()
            .map(|at| {
                let product = &self.site().products[at];
                StepItem {
                    label: product.says.name.clone(),
                    link: Some(link(self.site(), Item::Product(at))),
                    marked: marked.contains(&at),
                    image: image(self.site(), product.says.image.as_ref(), &product.resolved),
                }
            })
            .collect()
    }

    fn verdict(&self, verdict: &Verdict, citations: &mut Citations) -> BlockView {
        let text = self.filler.line(&verdict.text, citations);
        let among = self.listed();
        let mut picks = Vec::with_capacity(verdict.picks.len());
        for (id, reason) in &verdict.picks {
            let Some(&at) = self.site().names.products.get(&id.text) else { continue };
            let weighed = Weighed { target: at, against: false, among: &among };
            picks.push(Pick {
                product: link(self.site(), Item::Product(at)),
                text: reasons::line(self.filler, reason, weighed, citations),
                winner: verdict.winner.as_ref().is_some_and(|winner| winner.text == id.text),
            });
        }
        BlockView::Verdict(VerdictView { title: self.title(&verdict.title, "verdict_title"), text, picks })
    }
}

/// The reasons that a block gives for one product.
fn given<'b>(lists: &'b [(Text, Vec<Reason>)], product: &str) -> Option<&'b [Reason]> {
    lists.iter().find(|(id, _)| id.text == product).map(|(_, list)| list.as_slice())
}

fn own_value(node: &Node) -> OwnValue {
    match &node.value {
        Value::Scalar { text, .. } => OwnValue::Text(text.clone()),
        Value::List(items) => OwnValue::List(items.iter().map(own_value).collect()),
        Value::Map(entries) => {
            OwnValue::Map(entries.iter().map(|entry| (entry.key.clone(), own_value(&entry.node))).collect())
        }
    }
}
