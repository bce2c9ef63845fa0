//! What macOS tells on the main thread.

use std::mem;

use objc2::{AnyThread, DefinedClass, define_class, msg_send, rc::Retained, sel};
use objc2_app_kit::{
    NSWorkspace, NSWorkspaceDidWakeNotification, NSWorkspaceSessionDidResignActiveNotification, NSWorkspaceWillSleepNotification,
};
use objc2_foundation::{
    NSDistributedNotificationCenter, NSNotification, NSNotificationCenter, NSNotificationSuspensionBehavior, NSObject,
    NSSystemClockDidChangeNotification, NSSystemTimeZoneDidChangeNotification, ns_string,
};

use super::{Stir, tell};

define_class!(
    // SAFETY: NSObject asks nothing of its subclasses, and this one has no `Drop`.
    #[unsafe(super(NSObject))]
    #[name = "GlimmerWakeful"]
    #[ivars = Box<dyn Fn(Stir)>]
    struct Ears;

    impl Ears {
        #[unsafe(method(sleeps:))]
        fn sleeps(&self, _: &NSNotification) {
            tell(self.ivars(), Stir::Sleeps);
        }

        #[unsafe(method(wakes:))]
        fn wakes(&self, _: &NSNotification) {
            tell(self.ivars(), Stir::Awake);
        }

        #[unsafe(method(locks:))]
        fn locks(&self, _: &NSNotification) {
            tell(self.ivars(), Stir::ScreenLocked);
        }

        #[unsafe(method(clock:))]
        fn clock(&self, _: &NSNotification) {
            tell(self.ivars(), Stir::Clock);
        }
    }
);

/// Calls `on` on the main thread, which it must therefore not wait for, as long as the app runs.
pub fn listen(on: impl Fn(Stir) + Send + Sync + 'static) {
    let ears = Ears::alloc().set_ivars(Box::new(on));
    // SAFETY: NSObject's `init` takes nothing and returns the object.
    let ears: Retained<Ears> = unsafe { msg_send![super(ears), init] };
    let workspace = NSWorkspace::sharedWorkspace().notificationCenter();
    let own = NSNotificationCenter::defaultCenter();
    // SAFETY: each selector is one of `Ears`, and takes the notification; the names are constants of the system.
    unsafe {
        workspace.addObserver_selector_name_object(&ears, sel!(sleeps:), Some(NSWorkspaceWillSleepNotification), None);
        workspace.addObserver_selector_name_object(&ears, sel!(wakes:), Some(NSWorkspaceDidWakeNotification), None);
        // Somebody else's session came to the front.
        workspace.addObserver_selector_name_object(&ears, sel!(locks:), Some(NSWorkspaceSessionDidResignActiveNotification), None);
        own.addObserver_selector_name_object(&ears, sel!(clock:), Some(NSSystemClockDidChangeNotification), None);
        own.addObserver_selector_name_object(&ears, sel!(clock:), Some(NSSystemTimeZoneDidChangeNotification), None);
        // At once: others are kept for an app in the background until it comes to the front.
        NSDistributedNotificationCenter::defaultCenter().addObserver_selector_name_object_suspensionBehavior(
            &ears,
            sel!(locks:),
            Some(ns_string!("com.apple.screenIsLocked")),
            None,
            NSNotificationSuspensionBehavior::DeliverImmediately,
        );
    }
    // The centres do not hold on to whom they tell.
    mem::forget(ears);
}
