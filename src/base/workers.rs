//! `Workers`: who does many jobs of one kind.
//!
//! A stage says with it which of its jobs may be done at the same time. Must not know: that there are threads, or what the jobs are.

/// Who does jobs, on as many threads as they like.
pub trait Workers: Sync {
    /// Does a job for each number below `count`, with a thread's own memory. The results are in the order of the numbers.
    fn each<Memory: Default + 'static, T: Send>(
        &self,
        count: usize,
        job: impl Fn(usize, &mut Memory) -> T + Sync,
    ) -> Vec<T>;

    /// Does two jobs, at the same time if they like.
    fn both(&self, one: impl FnOnce() + Send, other: impl FnOnce() + Send) {
        one();
        other();
    }

    /// The numbers below `count` of which something is so, in order.
    fn those<Memory: Default + 'static>(
        &self,
        count: usize,
        is_one: impl Fn(usize, &mut Memory) -> bool + Sync,
    ) -> Vec<usize> {
        let found = self.each(count, is_one);
        found.iter().enumerate().filter(|(_, is_one)| **is_one).map(|(number, _)| number).collect()
    }

    /// Does a job for each number below `count` that needs no memory.
    fn map<T: Send>(&self, count: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
        self.each(count, |number, _: &mut ()| job(number))
    }
}

/// Does the jobs one after another.
pub struct OneByOne;

impl Workers for OneByOne {
    fn each<Memory: Default + 'static, T: Send>(
        &self,
        count: usize,
        job: impl Fn(usize, &mut Memory) -> T + Sync,
    ) -> Vec<T> {
        let mut memory = Memory::default();
        (0..count).map(|number| job(number, &mut memory)).collect()
    }
}
