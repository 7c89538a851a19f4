//! Functions of blocks of IP addresses, both versions as one number.

use super::lists::sequence;
use crate::input::terraform::evaluate::value::{index, number, string, text};
use crate::source::Span;
use crate::syntax::Node;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A block of addresses.
#[derive(Clone, Copy)]
struct Block {
    /// The first address.
    first: u128,
    /// How many bits its addresses share.
    prefix: u32,
    /// How many bits an address has: 32 or 128.
    width: u32,
}

impl Block {
    fn read(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/')?;
        let (address, width) = match address.parse().ok()? {
            IpAddr::V4(address) => (u128::from(u32::from(address)), 32),
            IpAddr::V6(address) => (u128::from(address), 128),
        };
        let prefix = prefix.parse().ok().filter(|prefix| *prefix <= width)?;
        let free = width - prefix;
        let first = address.checked_shr(free).unwrap_or(0);
        Some(Self {
            first: first.checked_shl(free).unwrap_or(0),
            prefix,
            width,
        })
    }

    /// The part of this number among those whose prefixes are `more` bits longer.
    fn part(self, more: u32, number: u128) -> Option<Self> {
        let prefix = self.prefix.checked_add(more)?;
        let free = self.width.checked_sub(prefix)?;
        let parts = 1_u128.checked_shl(more);
        let fits = parts.is_none_or(|parts| number < parts);
        let first = self.first | number.checked_shl(free).unwrap_or(0);
        fits.then_some(Self {
            first,
            prefix,
            ..self
        })
    }

    fn address(self, number: u128) -> Option<String> {
        match self.width {
            32 => Some(Ipv4Addr::from(u32::try_from(number).ok()?).to_string()),
            _ => Some(Ipv6Addr::from(number).to_string()),
        }
    }

    fn written(self) -> Option<String> {
        Some(format!("{}/{}", self.address(self.first)?, self.prefix))
    }
}

fn block(arguments: &[Node]) -> Option<Block> {
    Block::read(&text(arguments.first()?)?)
}

fn bits(node: &Node) -> Option<u32> {
    u32::try_from(index(node)?).ok()
}

/// `cidrhost(block, number)`; a negative number counts from the end.
pub(super) fn host(arguments: &[Node], span: Span) -> Option<Node> {
    let block = block(arguments)?;
    let wanted = arguments.get(1)?;
    let free = block.width - block.prefix;
    let last = 1_u128.checked_shl(free).map_or(u128::MAX, |size| size - 1);
    let number = match index(wanted) {
        Some(number) => u128::try_from(number).ok()?,
        None => {
            let back = format!("{}", -number(wanted)?).parse::<u128>().ok()?;
            last.checked_sub(back.checked_sub(1)?)?
        }
    };
    let address = block.address(block.first | number)?;
    (number <= last).then(|| string(address, span))
}

pub(super) fn netmask(arguments: &[Node], span: Span) -> Option<Node> {
    let block = block(arguments).filter(|block| block.width == 32)?;
    let mask = u32::MAX.checked_shl(32 - block.prefix).unwrap_or(0);
    Some(string(Ipv4Addr::from(mask).to_string(), span))
}

/// `cidrsubnet(block, more bits, number)`.
pub(super) fn subnet(arguments: &[Node], span: Span) -> Option<Node> {
    let [_, more, number] = arguments else {
        return None;
    };
    let number = u128::try_from(index(number)?).ok()?;
    let part = block(arguments)?.part(bits(more)?, number)?;
    Some(string(part.written()?, span))
}

/// `cidrsubnets(block, more bits, …)`: one block after the other, each at the next place that fits.
pub(super) fn subnets(arguments: &[Node], span: Span) -> Option<Node> {
    let whole = block(arguments)?;
    let mut next = 0_u128;
    let mut made = Vec::new();
    for more in arguments.get(1..)? {
        let more = bits(more)?;
        let free = whole.width.checked_sub(whole.prefix.checked_add(more)?)?;
        let size = 1_u128.checked_shl(free)?;
        let number = next.div_ceil(size);
        made.push(string(whole.part(more, number)?.written()?, span));
        next = (number + 1).checked_mul(size)?;
    }
    sequence(made, span)
}
